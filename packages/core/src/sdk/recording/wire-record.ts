import type { Delivery } from '../delivery/delivery.ts';
import { type PromptReference, PROMPTS_KEY } from '../options/prompt-reference.ts';
import { nowUs } from '../serialize/microseconds.ts';
import { jsonText } from '../serialize/json-text.ts';
import type { WireFields } from '../serialize/wire-fields.ts';

/** What is written of one trace or span over time. */
export interface RecordWriter {
  /** The first write. It starts now where the fields do not say when. */
  start(fields: WireFields): void;
  update(fields: WireFields): void;
  /** The last write as a rule. It ends now where the fields do not say when, and has not ended before. */
  end(fields: WireFields): void;
  /** Adds prompts to the metadata of the next write. */
  use(prompts: readonly PromptReference[]): void;
}

/** What is not recorded: its trace is left out by the sample rate, the client is switched off, or another process does. */
export const NO_WRITER: RecordWriter = { start() {}, update() {}, end() {}, use() {} };

/**
 * One trace or span as it is written over time. Each write carries only what changed; where the one before it has left
 * already, it goes again through the same endpoint with what it needs to stand alone, and the server merges: a field that
 * is absent never overwrites, and of two values the one with the later `last_updated_at` stays.
 */
export class WireRecord implements RecordWriter {
  readonly #id: string;
  readonly #delivery: Delivery;
  /** What every write of the record needs: its id, its place and its start. */
  readonly #base: WireFields;
  #ended = false;
  /** The metadata without the prompts, and those, as JSON text: a write replaces the metadata as a whole. */
  #metadata: string | undefined;
  #prompts: string | undefined;

  constructor(id: string, project: WireFields, delivery: Delivery) {
    this.#id = id;
    this.#base = { id: JSON.stringify(id), ...project };
    this.#delivery = delivery;
  }

  start(fields: WireFields): void {
    const now = nowUs();
    fields['start_time'] ??= now;
    this.#write(fields, now);
  }

  update(fields: WireFields): void {
    this.#write(fields, nowUs());
  }

  end(fields: WireFields): void {
    const now = nowUs();
    if (!this.#ended) fields['end_time'] ??= now;
    this.#ended = true;
    this.#write(fields, now);
  }

  use(prompts: readonly PromptReference[]): void {
    this.#prompts = jsonText(prompts);
  }

  #write(changed: WireFields, now: number): void {
    changed['last_updated_at'] = now;
    if (changed['start_time'] !== undefined) this.#base['start_time'] = changed['start_time'];
    if (changed['metadata'] !== undefined) this.#metadata = String(changed['metadata']);
    if (this.#prompts !== undefined) changed['metadata'] = withPrompts(this.#metadata, this.#prompts);
    this.#delivery.put(this.#id, changed, this.#base);
  }
}

/** Metadata as JSON text, with the prompts in it. What is no object stands under `metadata`. */
function withPrompts(metadata: string | undefined, prompts: string): string {
  if (metadata === undefined || metadata === 'null' || metadata === '{}') return `{"${PROMPTS_KEY}":${prompts}}`;
  if (!metadata.startsWith('{')) return `{"metadata":${metadata},"${PROMPTS_KEY}":${prompts}}`;
  return `${metadata.slice(0, -1)},"${PROMPTS_KEY}":${prompts}}`;
}
