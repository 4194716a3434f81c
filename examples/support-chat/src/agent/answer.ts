import type { Vitrine } from '@vitrine/core';
import { vitrineTelemetry } from '@vitrine/adapters/ai-sdk';
import { stepCountIs, streamText, type LanguageModel, type ModelMessage } from 'ai';
import type { ChatEvent } from '../chat/chat-event.ts';
import type { Conversations } from '../chat/conversations.ts';
import { failureMessage } from './failure-message.ts';
import { instructions } from './instructions.ts';
import type { SupportTools } from './support-tools.ts';

const MAX_STEPS = 6;

/** Model, tools and state of the agent. */
export interface Agent {
  model: LanguageModel;
  tools: SupportTools;
  conversations: Conversations;
  client: Vitrine;
}

/** Question of a customer. */
export interface Question {
  message: string;
  threadId: string;
  /** The customer, whose token shows the trace. */
  userId: string;
  /** Signal that ends the answer early, after the customer has left. */
  signal: AbortSignal;
}

/**
 * Answers a question, and records the answer in one trace. `emit` receives the events of the answer, from `start` to
 * `end`. A failure of the agent is an `error` event, never an exception.
 */
export async function answer(agent: Agent, question: Question, emit: (event: ChatEvent) => void): Promise<void> {
  const { client, conversations } = agent;
  const { message, threadId, userId, signal } = question;
  const asked: ModelMessage = { role: 'user', content: message };
  const trace = client.trace({
    name: 'support answer',
    threadId,
    userId,
    input: { question: message },
    tags: ['chat'],
  });
  const ids = { trace_id: trace.id, thread_id: threadId };
  emit({ type: 'start', ...ids });

  let said = '';
  let failure: unknown;
  await client.runWith(trace, async () => {
    try {
      const result = streamText({
        model: agent.model,
        instructions: instructions(new Date()),
        messages: [...conversations.messages(userId, threadId), asked],
        tools: agent.tools,
        stopWhen: stepCountIs(MAX_STEPS),
        maxRetries: 1,
        abortSignal: signal,
        // The stream below also contains the error.
        onError: () => {},
        telemetry: { functionId: 'support agent', integrations: vitrineTelemetry(client) },
      });
      for await (const part of result.stream) {
        switch (part.type) {
          case 'text-delta':
            said += part.text;
            emit({ type: 'text', text: part.text });
            break;
          case 'tool-call':
            emit({ type: 'tool', id: part.toolCallId, name: part.toolName, input: part.input, state: 'running' });
            break;
          case 'tool-result':
          case 'tool-error': {
            const state = part.type === 'tool-error' ? 'failed' : 'done';
            emit({ type: 'tool', id: part.toolCallId, name: part.toolName, input: part.input, state });
            break;
          }
          case 'error':
            throw part.error;
        }
      }
      if (signal.aborted) return;
      conversations.add(userId, threadId, { question: message, answer: said, trace_id: trace.id }, [
        asked,
        ...(await result.responseMessages),
      ]);
    } catch (error) {
      failure = error;
    }
  });

  if (signal.aborted) trace.end({ output: { answer: said }, tags: ['chat', 'left early'] });
  else if (failure === undefined) trace.end({ output: { answer: said } });
  else {
    const told = failureMessage(failure);
    trace.end({ output: { answer: said }, errorInfo: failure });
    conversations.add(userId, threadId, { question: message, answer: said, trace_id: trace.id, failure: told }, []);
    emit({ type: 'error', message: told });
  }
  emit({ type: 'end', ...ids });
}
