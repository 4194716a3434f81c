import { objectOf, objectsOf, textOf } from '../model-calls/body-fields.ts';
import type { Endpoint } from '../model-calls/endpoint.ts';
import { ContentStream } from './content-stream.ts';
import { inputOf } from './input-of.ts';
import { serviceTierOf, usageOf } from '../model-calls/google-usage.ts';
import { requestSpan } from './request-span.ts';

/** Returns the endpoint `models.generateContent` or `models.generateContentStream`. */
export function generateContent(name: string): Endpoint {
  return {
    name,
    start: (request) => requestSpan(request, 'llm', inputOf(request)),
    accumulator: () => new ContentStream(),

    result(response) {
      const candidates = objectsOf(response['candidates']);
      const messages = candidates.map(({ content }) => ({ role: 'assistant', content: objectOf(content)['parts'] }));
      const blocked = objectOf(response['promptFeedback'])['blockReason'];
      return {
        output: messages.length > 1 ? messages : messages[0],
        model: textOf(response['modelVersion']),
        ...usageOf(response['usageMetadata']),
        serviceTier: serviceTierOf(response['usageMetadata']),
        metadata: {
          finishReason: candidates[0]?.['finishReason'] ?? blocked,
          responseId: textOf(response['responseId']),
        },
      };
    },
  };
}
