import { filled, objectsOf, textOf } from '../model-calls/body-fields.ts';
import type { Body, Endpoint, StreamAccumulator } from '../model-calls/endpoint.ts';
import { imageUsageOf } from '../model-calls/openai-usage.ts';
import { requestSpan } from './request-span.ts';

/** Accumulator that keeps the last event of a stream, which has the whole image. */
class ImageEvents implements StreamAccumulator {
  #last: Body = {};

  add(event: Body): boolean {
    this.#last = event;
    return true;
  }

  response(): Body {
    return { ...this.#last, data: [this.#last] };
  }
}

/** Returns an image without its data: its URL, or its size in bytes. */
function shown({ b64_json, url, revised_prompt }: Body): Body {
  const bytes = typeof b64_json === 'string' ? Math.floor((b64_json.length * 3) / 4) : undefined;
  return filled({ url, revised_prompt, bytes });
}

/** Returns the endpoint `images.generate` or `images.edit`. */
export function images(name: string): Endpoint {
  return {
    name,
    start: (request) => requestSpan(request, 'llm', { prompt: request['prompt'] }),
    accumulator: () => new ImageEvents(),
    result: (response) => ({
      output: { images: objectsOf(response['data']).map(shown) },
      model: textOf(response['model']),
      ...imageUsageOf(response['usage']),
    }),
  };
}
