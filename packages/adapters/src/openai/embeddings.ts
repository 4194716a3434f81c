import { objectsOf, textOf } from '../model-calls/body-fields.ts';
import type { Endpoint } from '../model-calls/endpoint.ts';
import { usageOf } from '../model-calls/openai-usage.ts';
import { requestSpan } from './request-span.ts';
import { threadOfRequest } from './thread-of-request.ts';

/** Endpoint `embeddings.create`. It records the number and dimensions of vectors, not the vectors. */
export const embeddings: Endpoint = {
  name: 'embeddings.create',
  start: (request) => requestSpan(request, 'embedding', { input: request['input'] }),
  threadId: threadOfRequest,

  result(response) {
    const vectors = objectsOf(response['data']);
    const first = vectors[0]?.['embedding'];
    const dimensions = Array.isArray(first) ? first.length : undefined;
    return {
      output: { embeddings: vectors.length, dimensions },
      model: textOf(response['model']),
      ...usageOf(response['usage']),
    };
  },
};
