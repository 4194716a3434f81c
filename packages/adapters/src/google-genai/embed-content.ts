import { countOf, objectOf, objectsOf } from '../model-calls/body-fields.ts';
import type { Endpoint } from '../model-calls/endpoint.ts';
import { inputOf } from './input-of.ts';
import { requestSpan } from './request-span.ts';

/** Endpoint `models.embedContent`. It records the number and dimensions of vectors, not the vectors. */
export const embedContent: Endpoint = {
  name: 'models.embedContent',

  start(request) {
    const { contents } = request;
    const isTexts = [contents].flat().every((content) => typeof content === 'string');
    return requestSpan(request, 'embedding', isTexts ? { input: contents } : inputOf(request));
  },

  /** Returns the result. Vertex AI reports the tokens of each text; the Gemini API reports their sum, or nothing. */
  result(response) {
    const vectors = objectsOf(response['embeddings']);
    const { values } = vectors[0] ?? {};
    const each = vectors.map(({ statistics }) => countOf(objectOf(statistics)['tokenCount']));
    const all = countOf(objectOf(response['usageMetadata'])['promptTokenCount']);
    const input = all || each.reduce((sum, count) => sum + count, 0);
    return {
      output: { embeddings: vectors.length, dimensions: Array.isArray(values) ? values.length : undefined },
      ledger: input > 0 ? { input } : undefined,
    };
  },
};
