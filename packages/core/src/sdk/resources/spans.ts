import type { Reader } from '../reading/reader.ts';
import type { SpanRecord } from './records.ts';
import type { SpanSearchOptions } from './search-options.ts';
import { searchRecords } from './search-records.ts';

/** Spans on the server. All methods wait for the server and reject with a {@link TransportError} if it fails. */
export class Spans {
  readonly #reader: Reader;

  constructor(reader: Reader) {
    this.#reader = reader;
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
}
