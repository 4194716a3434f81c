import type { SpanUpdateOptions } from '@vitrine/core';
import { filled, objectOf, objectsOf, textOf } from '../model-calls/body-fields.ts';
import type { Body, Endpoint } from '../model-calls/endpoint.ts';
import { toolCallsOf, usageOf } from '../model-calls/openai-usage.ts';
import { requestSpan } from './request-span.ts';
import { ResponseEvents } from './response-events.ts';
import { threadOfRequest } from './thread-of-request.ts';

/** Returns instructions and input as one list of messages. */
export function responseInput({ instructions, input, prompt }: Body): unknown {
  const items = typeof input === 'string' ? [{ role: 'user', content: input }] : input;
  if (!Array.isArray(items)) return filled({ instructions, prompt });
  return filled({
    messages: textOf(instructions) === undefined ? items : [{ role: 'system', content: instructions }, ...items],
    prompt,
  });
}

/** Returns the error of a failed response, which is in its body. */
function errorOf({ status, error }: Body): SpanUpdateOptions['errorInfo'] {
  if (status !== 'failed') return undefined;
  const { code, message } = objectOf(error);
  return {
    exception_type: textOf(code) ?? 'failed',
    message: textOf(message) ?? 'The response failed.',
    traceback: '',
  };
}

/** Returns the result of a response of the Responses API, which spans of `@openai/agents` have too. */
export function responseResult(response: Body): SpanUpdateOptions {
  const output = objectsOf(response['output']);
  const reason = textOf(objectOf(response['incomplete_details'])['reason']);
  return {
    output: output.map(filled),
    model: textOf(response['model']),
    ...usageOf(response['usage'], toolCallsOf(output)),
    serviceTier: textOf(response['service_tier']),
    errorInfo: errorOf(response),
    metadata: {
      finishReason:
        reason ?? (['queued', 'in_progress'].includes(String(response['status'])) ? undefined : response['status']),
      responseId: response['id'],
    },
  };
}

/** Returns the id of a response that runs in the background and is not finished. */
export function pendingId({ id, status, background }: Body): string | undefined {
  return background === true && (status === 'queued' || status === 'in_progress') ? textOf(id) : undefined;
}

/** Endpoint `responses.create`. */
export const responses: Endpoint = {
  name: 'responses.create',
  start: (request) => requestSpan(request, 'llm', responseInput(request)),
  result: responseResult,
  accumulator: () => new ResponseEvents(),
  threadId: threadOfRequest,
  pendingId,
};
