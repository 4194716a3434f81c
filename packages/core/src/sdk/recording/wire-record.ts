import type { Delivery } from '../delivery/delivery.ts';
import { type PromptReference, PROMPTS_KEY } from '../options/prompt-reference.ts';
import type { AnchoredClock } from '../serialize/anchored-clock.ts';
import { nextUs } from '../serialize/microseconds.ts';
import { jsonText } from '../serialize/json-text.ts';
import type { WireFields } from '../serialize/wire-fields.ts';

/** Writes one trace or span over time. */
export interface RecordWriter {
  /** Makes the first write. The default start is now. */
  start(fields: WireFields): void;
  update(fields: WireFields): void;
  /** Ends the record. The default end is now, unless it has ended before. */
  end(fields: WireFields): void;
  /** Adds prompts to the metadata of the next write. */
  use(prompts: readonly PromptReference[]): void;
}

/** Writer of a record that is not sampled, that started while recording was off, or that another process writes. */
export const NO_WRITER: RecordWriter = { start() {}, update() {}, end() {}, use() {} };

/**
 * Writes one trace or span to a delivery. Each write has only the changed fields, and the fields that every write
 * needs. The server merges the writes: an absent field never overwrites, and of two values the one with the later
 * `last_updated_at` stays.
 */
export class WireRecord implements RecordWriter {
  readonly #id: string;
  readonly #delivery: Delivery;
  readonly #clock: AnchoredClock;
  /** Fields that every write of the record needs: its id, project, parents and start. */
  readonly #base: WireFields;
  #ended = false;
  /** Metadata without the prompts, and the prompts, as JSON text: a write replaces the metadata as a whole. */
  #metadata: string | undefined;
  #prompts: string | undefined;

  constructor(id: string, project: WireFields, delivery: Delivery, clock: AnchoredClock) {
    this.#id = id;
    this.#base = { id: JSON.stringify(id), ...project };
    this.#delivery = delivery;
    this.#clock = clock;
  }

  start(fields: WireFields): void {
    const now = this.#clock.nowUs();
    fields['start_time'] ??= now;
    this.#write(fields, nextUs(now));
  }

  update(fields: WireFields): void {
    this.#write(fields, nextUs());
  }

  end(fields: WireFields): void {
    const now = this.#clock.nowUs();
    if (!this.#ended) fields['end_time'] ??= now;
    this.#ended = true;
    this.#write(fields, nextUs(now));
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

/** Adds the prompts to metadata in JSON text. Metadata that is no object goes under `metadata`. */
function withPrompts(metadata: string | undefined, prompts: string): string {
  if (metadata === undefined || metadata === 'null' || metadata === '{}') return `{"${PROMPTS_KEY}":${prompts}}`;
  if (!metadata.startsWith('{')) return `{"metadata":${metadata},"${PROMPTS_KEY}":${prompts}}`;
  return `${metadata.slice(0, -1)},"${PROMPTS_KEY}":${prompts}}`;
}
