import type { Convention } from './convention.ts';

/**
 * Attributes that Spring AI writes in addition to the GenAI conventions. Its clients and advisors have the provider
 * `spring_ai` and the operation `framework`, and are no model calls.
 *
 * Source: spring-projects/spring-ai, `AiObservationAttributes.java`, `VectorStoreObservationAttributes.java`,
 * `SpringAiKind.java` and the observation documentation of 1.1.
 */
export const SPRING_AI: Convention = {
  prefixes: ['spring.ai.'],
  kinds: [
    {
      from: 'spring.ai.kind',
      as: { chat_client: 'agent', advisor: 'step', tool_call: 'tool', vector_store: 'retrieval' },
    },
  ],
  names: { tool: ['spring.ai.tool.definition.name'], step: ['spring.ai.advisor.name'] },
  scalars: { thread_id: ['spring.ai.chat.client.conversation.id'] },
  input: [
    { whole: 'spring.ai.tool.call.arguments' },
    { parts: { query: 'db.vector.query.content' } },
    { whole: 'spring.ai.chat.client.input' },
    { parts: { messages: 'spring.ai.model.request.messages' } },
  ],
  output: [
    { whole: 'spring.ai.tool.call.result' },
    { parts: { documents: 'db.vector.query.response.documents' } },
    { whole: 'spring.ai.chat.client.output' },
    { parts: { messages: 'spring.ai.model.response.messages' } },
  ],
};
