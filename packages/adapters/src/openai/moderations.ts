import { objectOf, objectsOf, textOf } from '../model-calls/body-fields.ts';
import type { Endpoint } from '../model-calls/endpoint.ts';
import { requestSpan } from './request-span.ts';
import { threadOfRequest } from './thread-of-request.ts';

/** Endpoint `moderations.create`. */
export const moderations: Endpoint = {
  name: 'moderations.create',
  start: (request) => requestSpan(request, 'guardrail', { input: request['input'] }),
  threadId: threadOfRequest,

  result(response) {
    const verdicts = objectsOf(response['results']).map(({ flagged, categories }) => {
      const hits = Object.entries(objectOf(categories)).filter(([, isHit]) => isHit === true);
      return { flagged, categories: hits.map(([category]) => category) };
    });
    return {
      output: verdicts.length > 1 ? verdicts : verdicts[0],
      model: textOf(response['model']),
      metadata: { responseId: response['id'] },
    };
  },
};
