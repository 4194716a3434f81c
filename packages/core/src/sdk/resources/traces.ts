import type { StoredTraceUpdate } from '../options/trace-options.ts';
import type { Reader } from '../reading/reader.ts';
import type { Recorder } from '../recording/recorder.ts';
import type { TraceRecord } from './records.ts';
import type { SearchOptions } from './search-options.ts';
import { searchRecords, wireFilter } from './search-records.ts';

/** Traces on the server. All methods but `update` wait for the server, and reject with a {@link TransportError} if it fails. */
export class Traces {
  readonly #reader: Reader;
  readonly #recorder: Recorder;

  constructor(reader: Reader, recorder: Recorder) {
    this.#reader = reader;
    this.#recorder = recorder;
  }

  /**
   * Yields traces, newest first, as they arrive. Nothing that was read is kept in memory.
   *
   * @throws {FilterError} if the filter is not valid; it names the position
   * @example
   * for await (const trace of client.traces.search({ filter: 'duration > 5000', maxResults: 100 })) {
   *   console.log(trace.name, trace.duration);
   * }
   */
  search(options: SearchOptions = {}): AsyncGenerator<TraceRecord, void, undefined> {
    return searchRecords(this.#reader, 'traces', options);
  }

  /** Returns the number of traces that a search finds. */
  async count({ projectName, filter, from, to }: SearchOptions = {}): Promise<number> {
    const query = {
      project_name: this.#reader.projectOf(projectName),
      size: 1,
      ...(filter !== undefined && { filters: JSON.stringify(await wireFilter(filter, 'traces')) }),
      from_time: from?.toISOString(),
      to_time: to?.toISOString(),
    };
    return (await this.#reader.http.json<{ total: number }>('traces', { query })).total;
  }

  /** Returns one trace with all its fields but without its spans, or `undefined` if there is none of this id. */
  async get(id: string): Promise<TraceRecord | undefined> {
    return this.#reader.http.find<TraceRecord>(`traces/${encodeURIComponent(id)}`);
  }

  /**
   * Changes the given fields of a trace by its id, in the background, like everything that is recorded. The other
   * fields stay, the start among them. The trace may be written later. What an update has set, a handle of the
   * trace does not overwrite.
   *
   * @example
   * client.traces.update(traceId, { tags: ['reviewed'], output: { answer } });
   */
  update(id: string, options: StoredTraceUpdate): void {
    this.#recorder.update('trace', id, options);
  }
}
