import { filled, objectOf, objectsOf, textOf } from '../model-calls/body-fields.ts';
import type { Body, Endpoint, PreparedRequest } from '../model-calls/endpoint.ts';
import { ChatStream } from './chat-stream.ts';
import { usageOf } from '../model-calls/openai-usage.ts';
import { requestSpan } from './request-span.ts';
import { threadOfRequest } from './thread-of-request.ts';

/** Adds `include_usage` to a streamed request that does not set it. */
function withStreamUsage(request: Body): PreparedRequest | undefined {
  const options = objectOf(request['stream_options']);
  if (request['stream'] !== true || 'include_usage' in options) return undefined;
  return {
    request: { ...request, stream_options: { ...options, include_usage: true } },
    isRequested(chunk) {
      const { choices, usage } = objectOf(chunk);
      // The other chunks have `usage: null` because of `include_usage`.
      if (usage === null) delete (chunk as { usage?: unknown }).usage;
      return !Array.isArray(choices) || choices.length > 0 || usage == null;
    },
  };
}

/** Returns the endpoint `chat.completions.create`. `asksUsage` requests the token usage of streams. */
export function chatCompletions(asksUsage: boolean): Endpoint {
  return {
    name: 'chat.completions.create',
    start: (request) => requestSpan(request, 'llm', { messages: request['messages'] }),
    accumulator: () => new ChatStream(),
    threadId: threadOfRequest,
    ...(asksUsage ? { prepare: withStreamUsage } : {}),

    result(completion) {
      const choices = objectsOf(completion['choices']);
      const messages = choices.map((choice) => filled(objectOf(choice['message'])));
      return {
        output: messages.length > 1 ? messages : messages[0],
        model: textOf(completion['model']),
        ...usageOf(completion['usage']),
        serviceTier: textOf(completion['service_tier']),
        metadata: {
          finishReason: choices[0]?.['finish_reason'] ?? undefined,
          responseId: completion['id'],
        },
      };
    },
  };
}
