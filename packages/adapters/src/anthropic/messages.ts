import { objectOf, objectsOf, textOf } from '../model-calls/body-fields.ts';
import type { Body, Endpoint } from '../model-calls/endpoint.ts';
import { parametersOf } from '../model-calls/parameters-of.ts';
import { usageOf } from '../model-calls/anthropic-usage.ts';
import { MessageEvents } from './message-events.ts';

/** Fields of a request that are not parameters. */
const ELSEWHERE = ['model', 'messages', 'system', 'tools', 'stream'];

/** Returns the messages of a request, with the system prompt as the first one. */
function inputOf({ system, messages }: Body): unknown {
  const items: unknown[] = Array.isArray(messages) ? messages : [];
  return { messages: system === undefined ? items : [{ role: 'system', content: system }, ...items] };
}

/** Returns the names of tools, or the types of those without a name. */
function toolNames(request: Body): unknown[] | undefined {
  const tools = objectsOf(request['tools']);
  return tools.length === 0 ? undefined : tools.map(({ name, type }) => name ?? type);
}

/** Endpoint `messages.create`. */
export const messages: Endpoint = {
  name: 'messages.create',
  accumulator: () => new MessageEvents(),

  start(request) {
    const model = textOf(request['model']);
    return {
      name: model ?? 'messages',
      kind: 'llm',
      model,
      input: inputOf(request),
      metadata: { parameters: parametersOf(request, ELSEWHERE), tools: toolNames(request) },
    };
  },

  result(message) {
    return {
      output: { role: 'assistant', content: message['content'] },
      model: textOf(message['model']),
      ...usageOf(message['usage']),
      serviceTier: textOf(objectOf(message['usage'])['service_tier']),
      metadata: {
        finishReason: message['stop_reason'] ?? undefined,
        responseId: message['id'],
      },
    };
  },
};
