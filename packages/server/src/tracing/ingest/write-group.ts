import type { BlockEncoder } from '../../storage/encoding/native-block.ts';
import type { VersionedRow } from '../rows/versioned-row.ts';
import type { Write } from '../merging/write.ts';

/** Maximum number of writes in a group, and of their bytes. */
const MAX_WRITES = 5_000;
const MAX_BYTES = 8 * 2 ** 20;

/**
 * Outcome of a write: it was committed, or refused with an error. A write to a deleted row is committed and changes
 * nothing.
 */
export type Outcome = { committed: true; changed: boolean } | { committed: false; error: unknown };

/** Writes of one call, with their outcomes. */
export interface Batch {
  outcomes: Outcome[];
  remaining: number;
  done: () => void;
}

/** Write that waits for its row to be stored. */
export interface QueuedWrite {
  write: Write;
  /** Key of its row. */
  key: string;
  bytes: number;
  batch: Batch;
  /** Index in the batch. */
  index: number;
  /** Version of its row. */
  version?: string;
}

/** Settles writes. The last outcome of a batch resolves the batch. */
export function settle(writes: readonly QueuedWrite[], outcome: Outcome): void {
  for (const { batch, index } of writes) {
    batch.outcomes[index] = outcome;
    if (--batch.remaining === 0) batch.done();
  }
}

/** Writes that one insert stores, and their rows, one for each key. */
export class WriteGroup<Row extends VersionedRow> {
  readonly writes: QueuedWrite[] = [];
  readonly rows = new Map<string, Row>();
  readonly #encoder: BlockEncoder<Row>;
  #bytes = 0;
  #isClosed = false;
  #pieces: Buffer[] | undefined = [];

  constructor(encoder: BlockEncoder<Row>) {
    this.#encoder = encoder;
  }

  get isEmpty(): boolean {
    return this.writes.length === 0;
  }

  /** Encoded rows; undefined if a row has changed since, or cannot be encoded. */
  get pieces(): readonly Buffer[] | undefined {
    return this.#pieces;
  }

  /** Takes as many writes from the front of a queue as fit, up to the first one that must wait. */
  takeFrom(queue: QueuedWrite[], mustWait: (key: string) => boolean): QueuedWrite[] {
    if (this.#isClosed && !this.isEmpty) return [];
    let count = 0;
    for (const { key, bytes } of queue) {
      const hasRoom = this.writes.length + count < MAX_WRITES && this.#bytes + bytes <= MAX_BYTES;
      if ((!hasRoom && this.writes.length + count > 0) || mustWait(key)) break;
      this.#bytes += bytes;
      count++;
    }
    return queue.splice(0, count);
  }

  /** Adds writes and their rows. The rows are encoded now, while another group is inserted. */
  add(writes: readonly QueuedWrite[], rows: ReadonlyMap<string, Row>): void {
    for (const queued of writes) this.writes.push(queued);
    let isNew = true;
    for (const [key, row] of rows) {
      isNew &&= !this.rows.has(key);
      this.rows.set(key, row);
    }
    this.#pieces = isNew ? this.#with(rows.values()) : undefined;
  }

  /** Closes the group, so that no more writes are added. */
  close(): void {
    this.#isClosed = true;
  }

  #with(rows: Iterable<Row>): Buffer[] | undefined {
    try {
      return this.#pieces && [...this.#pieces, ...this.#encoder.encode([...rows])];
    } catch {
      // The insert finds out which row cannot be encoded, and why.
      return undefined;
    }
  }
}
