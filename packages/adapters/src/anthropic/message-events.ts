import { filled, objectOf } from '../model-calls/body-fields.ts';
import { parseJsonText } from '../parse-json-text.ts';
import type { Body, StreamAccumulator } from '../model-calls/endpoint.ts';

/** Fields of a block to which deltas append text, by the type of the delta. */
const TEXTS: Readonly<Record<string, string>> = {
  text_delta: 'text',
  thinking_delta: 'thinking',
  signature_delta: 'signature',
  input_json_delta: 'partial_json',
};

/** Parses a tool's input, which arrives as chunks of JSON text. Incomplete input stays text. */
function withInput({ partial_json, ...block }: Body): Body {
  if (typeof partial_json !== 'string') return block;
  return { ...block, input: parseJsonText(partial_json) };
}

/** Joins the events of a stream into one message. */
export class MessageEvents implements StreamAccumulator {
  #message: Body = {};
  readonly #blocks: Record<string, unknown>[] = [];

  add(event: Body): boolean {
    const index = typeof event['index'] === 'number' ? event['index'] : 0;
    switch (event['type']) {
      case 'message_start':
        // A copy, because the SDK's own helper changes this object later.
        this.#message = { ...objectOf(event['message']) };
        return false;
      case 'content_block_start':
        this.#blocks[index] = { ...objectOf(event['content_block']) };
        return this.#blocks[index]['type'] === 'tool_use';
      case 'content_block_delta':
        this.#add(index, objectOf(event['delta']));
        return true;
      case 'message_delta':
        // Counts are totals so far. Missing ones keep their value from `message_start`.
        this.#message = {
          ...this.#message,
          ...filled(objectOf(event['delta'])),
          usage: { ...objectOf(this.#message['usage']), ...filled(objectOf(event['usage'])) },
        };
        return false;
      default:
        return false;
    }
  }

  #add(index: number, delta: Body): void {
    const block = (this.#blocks[index] ??= {});
    const field = TEXTS[String(delta['type'])];
    if (delta['type'] === 'citations_delta') {
      block['citations'] = [...((block['citations'] as unknown[] | undefined) ?? []), delta['citation']];
    } else if (field !== undefined) {
      const before = block[field];
      block[field] = (typeof before === 'string' ? before : '') + String(delta[field]);
    }
  }

  response(): Body {
    return { ...this.#message, content: this.#blocks.filter((block) => block !== undefined).map(withInput) };
  }
}
