import type { Accounting } from './accounting.ts';
import { isoOfUs, nowUs } from './clock.ts';
import type { Delivery } from './delivery.ts';
import type { WireFields } from './wire-fields.ts';

/**
 * One trace or span as it is written over time. Each write carries only what changed; where the one before it has left
 * already, it goes again through the same endpoint with what it needs to stand alone, and the server merges: a field that
 * is absent never overwrites, and of two values the one with the later `last_updated_at` stays.
 */
export class WireRecord {
  readonly id: string;
  readonly #delivery: Delivery;
  readonly #accounting: Accounting;
  /** What every write of the record needs: its id, its place and its start. */
  readonly #base: WireFields;
  #ended = false;

  constructor(id: string, place: WireFields, delivery: Delivery, accounting: Accounting) {
    this.id = id;
    this.#base = { id: JSON.stringify(id), ...place };
    this.#delivery = delivery;
    this.#accounting = accounting;
  }

  /** The first write. It starts now where the fields do not say when. */
  start(fields: () => WireFields): void {
    this.#write(fields, (changed, now) => {
      changed['start_time'] ??= now;
    });
  }

  update(fields: () => WireFields): void {
    this.#write(fields, () => {});
  }

  /** The last write as a rule. It ends now where the fields do not say when, and has not ended before. */
  end(fields: () => WireFields): void {
    this.#write(fields, (changed, now) => {
      if (!this.#ended) changed['end_time'] ??= now;
      this.#ended = true;
    });
  }

  #write(fields: () => WireFields, complete: (changed: WireFields, now: string) => void): void {
    try {
      const changed = fields();
      const now = `"${isoOfUs(nowUs())}"`;
      complete(changed, now);
      changed['last_updated_at'] = now;
      if (changed['start_time'] !== undefined) this.#base['start_time'] = changed['start_time'];
      this.#delivery.put(this.id, changed, this.#base);
    } catch (error) {
      this.#accounting.drop('failed', 1, String(error));
    }
  }
}
