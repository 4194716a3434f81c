import { objectOf } from '../model-calls/body-fields.ts';
import type { Body, StreamAccumulator } from '../model-calls/endpoint.ts';

/** Types of events that have the whole response so far. */
const WHOLE = new Set([
  'response.created',
  'response.in_progress',
  'response.completed',
  'response.incomplete',
  'response.failed',
]);

/**
 * Accumulator that keeps the latest whole response. While that has no output, the output is the finished items and the
 * text of unfinished ones.
 */
export class ResponseEvents implements StreamAccumulator {
  #response: Body = {};
  readonly #items: unknown[] = [];
  readonly #texts: string[] = [];

  add(event: Body): boolean {
    const type = String(event['type']);
    const index = typeof event['output_index'] === 'number' ? event['output_index'] : 0;
    if (WHOLE.has(type)) this.#response = objectOf(event['response']);
    else if (type === 'response.output_item.done') this.#items[index] = event['item'];
    else if (type === 'response.output_text.delta') {
      this.#texts[index] = (this.#texts[index] ?? '') + String(event['delta']);
    }
    return type.endsWith('.delta');
  }

  response(): Body {
    const { output } = this.#response;
    if (Array.isArray(output) && output.length > 0) return this.#response;
    const places = Array.from({ length: Math.max(this.#items.length, this.#texts.length) }, (_, index) => index);
    const items = places.map((index) => {
      const text = this.#texts[index];
      const message = { type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] };
      return this.#items[index] ?? (text === undefined ? undefined : message);
    });
    return { ...this.#response, output: items.filter((item) => item !== undefined) };
  }
}
