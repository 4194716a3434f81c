import { describe, expect, it } from 'vitest';
import { mapAttributes } from './map-attributes.fixture.ts';

// As spring-projects/spring-ai 1.1 writes them: AiObservationAttributes.java at 01fd663,
// VectorStoreObservationAttributes.java at 38f8def, and the observation documentation.
describe('Spring AI', () => {
  it('a client is an agent, and no model call', () => {
    const mapped = mapAttributes({
      'gen_ai.operation.name': 'framework',
      'gen_ai.system': 'spring_ai',
      'spring.ai.kind': 'chat_client',
      'spring.ai.chat.client.stream': 'false',
      'spring.ai.chat.client.conversation.id': 'c-1',
    });
    expect(mapped).toMatchObject({ kind: 'agent', thread_id: 'c-1' });
  });

  it('a model call has its tokens and its prompt', () => {
    const mapped = mapAttributes({
      'gen_ai.operation.name': 'chat',
      'gen_ai.system': 'openai',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.response.model': 'gpt-4o-2024-08-06',
      'spring.ai.model.request.tool.names': ['getWeather'],
      'gen_ai.prompt': '["Weather in Paris?"]',
      'gen_ai.completion': '["Rain."]',
      'gen_ai.usage.input_tokens': '100',
      'gen_ai.usage.output_tokens': '20',
      'gen_ai.usage.total_tokens': '120',
      'gen_ai.usage.cache_read.input_tokens': '60',
      'gen_ai.usage.cache_creation.input_tokens': '10',
    });
    expect(mapped).toMatchObject({
      kind: 'llm',
      model: 'gpt-4o-2024-08-06',
      input: ['Weather in Paris?'],
      output: ['Rain.'],
      ledger: { input: 30, cache_read: 60, cache_write: 10, output: 20 },
    });
  });

  it.each([
    ['advisor', { 'spring.ai.advisor.name': 'memory' }, 'step', 'memory'],
    [
      'tool_call',
      {
        'spring.ai.tool.definition.name': 'getWeather',
        'spring.ai.tool.call.arguments': '{"city":"Paris"}',
        'spring.ai.tool.call.result': '"rain"',
      },
      'tool',
      'getWeather',
    ],
  ])('a span of kind %s', (springKind, attributes, kind, name) => {
    const mapped = mapAttributes({
      'spring.ai.kind': springKind,
      'gen_ai.operation.name': 'framework',
      'gen_ai.system': 'spring_ai',
      ...attributes,
    });
    expect(mapped).toMatchObject({ kind, name });
    if (kind === 'tool') expect(mapped).toMatchObject({ input: { city: 'Paris' }, output: '"rain"' });
  });

  it('a vector store is a retrieval, and no database', () => {
    const mapped = mapAttributes({
      'spring.ai.kind': 'vector_store',
      'db.system': 'pgvector',
      'db.operation.name': 'query',
      'db.vector.query.content': 'refunds',
      'db.vector.query.response.documents': '["30 days"]',
    });
    expect(mapped).toMatchObject({
      kind: 'retrieval',
      input: { query: 'refunds' },
      output: { documents: ['30 days'] },
    });
  });
});
