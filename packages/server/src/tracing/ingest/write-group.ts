import type { BlockEncoder } from '../../storage/encoding/native-block.ts';
import type { VersionedRow } from '../rows/versioned-row.ts';
import type { Write } from '../merging/write.ts';

/** A group holds at most so many writes, and so many bytes. */
const MAX_WRITES = 5_000;
const MAX_BYTES = 8 * 2 ** 20;

/** What became of a write: it is stored (or changes nothing, as of what is deleted), or what was wrong with it. */
export type Outcome = { committed: true; changed: boolean } | { committed: false; error: unknown };

/** The writes that came together, and what became of each. */
export interface Batch {
  outcomes: Outcome[];
  left: number;
  done: () => void;
}

/** A write that waits for its row to be stored. */
export interface Waiting {
  write: Write;
  /** That of its row. */
  key: string;
  bytes: number;
  batch: Batch;
  /** Its place in the batch. */
  index: number;
  /** The version that its row has got. */
  version?: string;
}

/** Says what became of some writes; who waits for the last of a batch goes on. */
export function settle(writes: readonly Waiting[], outcome: Outcome): void {
  for (const { batch, index } of writes) {
    batch.outcomes[index] = outcome;
    if (--batch.left === 0) batch.done();
  }
}

/** The writes that are stored by one insert, with the rows that they make: a row for each key. */
export class WriteGroup<Row extends VersionedRow> {
  readonly writes: Waiting[] = [];
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

  /** The rows as they are sent; nothing where one has changed after it was encoded, or cannot be. */
  get pieces(): readonly Buffer[] | undefined {
    return this.#pieces;
  }

  /** Takes from the front of a queue what there is room for, up to the first write that `waits` for something else. */
  takeFrom(queue: Waiting[], waits: (key: string) => boolean): Waiting[] {
    if (this.#isClosed && !this.isEmpty) return [];
    let count = 0;
    for (const { key, bytes } of queue) {
      const hasRoom = this.writes.length + count < MAX_WRITES && this.#bytes + bytes <= MAX_BYTES;
      if ((!hasRoom && this.writes.length + count > 0) || waits(key)) break;
      this.#bytes += bytes;
      count++;
    }
    return queue.splice(0, count);
  }

  /** Adds writes, and the rows after them. They are encoded here, while others are inserted. */
  add(writes: readonly Waiting[], rows: ReadonlyMap<string, Row>): void {
    for (const waiting of writes) this.writes.push(waiting);
    let isNew = true;
    for (const [key, row] of rows) {
      isNew &&= !this.rows.has(key);
      this.rows.set(key, row);
    }
    this.#pieces = isNew ? this.#with(rows.values()) : undefined;
  }

  /** Nothing is added any more: what waits would not fit. */
  close(): void {
    this.#isClosed = true;
  }

  #with(rows: Iterable<Row>): Buffer[] | undefined {
    try {
      return this.#pieces && [...this.#pieces, ...this.#encoder.encode([...rows])];
    } catch {
      // Which row it is, and what is wrong with it, is found when they are inserted.
      return undefined;
    }
  }
}
