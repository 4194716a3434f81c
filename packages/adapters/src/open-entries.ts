import type { Vitrine } from '@vitrine/core';

/** Time without an event after which an entry counts as abandoned, in ms. */
const ABANDONED_AFTER_MS = 15 * 60_000;
/** Minimum time between two searches for abandoned entries, in ms. */
const SEARCH_EVERY_MS = 60_000;
/** Maximum number of open entries of a client. */
export const MAX_OPEN = 50_000;

/** A call, run or trace that has not ended. */
export interface OpenEntry {
  /** Time of the last event, in ms since the epoch. */
  readonly lastEventMs: number;
  /** Whether something in it is known to be running, such as a tool. It is then not abandoned. */
  readonly isPending: boolean;
  /** Ends its open spans at the time of the last event. A later event can end them again. */
  abandon(): void;
}

/** Counts an entry that was dropped. */
export function countDroppedEntry(client: Vitrine): void {
  client.countDropped(
    'too many open calls',
    `At most ${MAX_OPEN} are followed; the end of the oldest is not recorded.`,
  );
}

/**
 * Open entries by their id. An entry without an event for 15 minutes, such as a stream that nobody reads, is ended at
 * its last event. It stays in the table, so what comes later is still recorded.
 */
export class OpenEntries<Entry extends OpenEntry> {
  readonly #entries = new Map<string, Entry>();
  /** Last events of the abandoned entries, in ms since the epoch. */
  readonly #abandoned = new WeakMap<Entry, number>();
  readonly #onDrop: (entry: Entry) => void;
  readonly #max: number;
  #lastSearchMs = -Infinity;

  /**
   * @param onDrop function that is called with each entry that is dropped because there are too many
   * @param max maximum number of entries; a further one replaces the one that was added first
   */
  constructor(onDrop: (entry: Entry) => void, max = MAX_OPEN) {
    this.#onDrop = onDrop;
    this.#max = max;
  }

  get(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  add(id: string, entry: Entry): void {
    this.#entries.set(id, entry);
    if (this.#entries.size <= this.#max) return;
    const [oldest] = this.#entries;
    if (oldest === undefined) return;
    this.#entries.delete(oldest[0]);
    oldest[1].abandon();
    this.#onDrop(oldest[1]);
  }

  delete(id: string): void {
    this.#entries.delete(id);
  }

  /** Ends the abandoned entries. Call it when a new root entry starts. */
  endAbandoned(): void {
    const now = Date.now();
    if (Math.abs(now - this.#lastSearchMs) < SEARCH_EVERY_MS) return;
    this.#lastSearchMs = now;
    for (const entry of this.#entries.values()) {
      const { lastEventMs, isPending } = entry;
      const isSilent = now - lastEventMs >= ABANDONED_AFTER_MS;
      if (isPending || !isSilent || this.#abandoned.get(entry) === lastEventMs) continue;
      this.#abandoned.set(entry, lastEventMs);
      entry.abandon();
    }
  }
}
