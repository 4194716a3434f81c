import type { StoredSpanUpdate } from '../options/span-options.ts';
import type { Reader } from '../reading/reader.ts';
import type { Recorder } from '../recording/recorder.ts';
import type { SpanRecord } from './records.ts';
import type { SpanSearchOptions } from './search-options.ts';
import { searchRecords } from './search-records.ts';

/** Spans on the server. All methods but `update` wait for the server, and reject with a {@link TransportError} if it fails. */
export class Spans {
  readonly #reader: Reader;
  readonly #recorder: Recorder;

  constructor(reader: Reader, recorder: Recorder) {
    this.#reader = reader;
    this.#recorder = recorder;
  }

  /**
   * Yields spans, newest first, as they arrive.
   *
   * @throws {FilterError} if the filter is not valid; it names the position
   * @example
   * for await (const span of client.spans.search({ traceId })) console.log(span.name, span.usage);
   */
  search(options: SpanSearchOptions = {}): AsyncGenerator<SpanRecord, void, undefined> {
    return searchRecords(this.#reader, 'spans', options);
  }

  /** Returns one span, or `undefined` if there is none of this id. */
  async get(id: string): Promise<SpanRecord | undefined> {
    return this.#reader.http.find<SpanRecord>(`spans/${encodeURIComponent(id)}`);
  }

  /**
   * Changes the given fields of a span by its id, in the background, like everything that is recorded. The other
   * fields stay, the start among them. The span may be written later, if `traceId` is given. What an update has set, a handle of the
   * span does not overwrite.
   *
   * @example
   * client.spans.update(spanId, { traceId, totalEstimatedCost: 0.0123 });
   */
  update(id: string, options: StoredSpanUpdate): void {
    this.#recorder.update('span', id, options);
  }
}
