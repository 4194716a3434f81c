import type { Reader } from '../reading/reader.ts';
import type { SpanRecord, ThreadRecord, TraceRecord } from './records.ts';
import type { SpanSearchOptions } from './search-options.ts';

/** Maximum number of records in one request. */
const PAGE = 1_000;

/** The records that a search returns, by kind. */
interface Searched {
  traces: TraceRecord;
  spans: SpanRecord;
  threads: ThreadRecord;
}

interface Search<T> {
  path: string;
  /** Field of the request that takes the id after which a page begins. */
  afterField: string;
  idOf: (record: T) => string | undefined;
}

const SEARCHES: { [K in keyof Searched]: Search<Searched[K]> } = {
  traces: { path: 'traces/search', afterField: 'last_retrieved_id', idOf: ({ id }) => id },
  spans: { path: 'spans/search', afterField: 'last_retrieved_id', idOf: ({ id }) => id },
  threads: {
    path: 'traces/threads/search',
    afterField: 'last_retrieved_thread_model_id',
    idOf: ({ thread_model_id }) => thread_model_id,
  },
};

/** Returns a filter in the form that the server accepts. Only searches with a filter load the filter language. */
export async function wireFilter(filter: string, kind: keyof Searched): Promise<unknown> {
  const { parseFilter, toWire } = await import('../../filter/index.ts');
  return toWire(parseFilter(filter, kind));
}

/** Reads records page after page, newest first, and yields each as soon as it arrives. */
export async function* searchRecords<K extends keyof Searched>(
  reader: Reader,
  kind: K,
  options: SpanSearchOptions,
): AsyncGenerator<Searched[K], void, undefined> {
  const { projectName, filter, maxResults = Infinity, from, to, truncate = false, exclude, traceId, type } = options;
  const { path, afterField, idOf } = SEARCHES[kind];
  const body = {
    project_name: reader.projectOf(projectName),
    ...(filter !== undefined && { filters: await wireFilter(filter, kind) }),
    ...(from !== undefined && { from_time: from.toISOString() }),
    ...(to !== undefined && { to_time: to.toISOString() }),
    ...(exclude !== undefined && { exclude }),
    ...(traceId !== undefined && { trace_id: traceId }),
    ...(type !== undefined && { type }),
    truncate,
  };
  let { after } = options;
  for (let count = 0; count < maxResults;) {
    const limit = Math.min(PAGE, maxResults - count);
    const pageStart: string | undefined = after;
    let received = 0;
    const page = { ...body, limit, ...(after && { [afterField]: after }) };
    for await (const record of reader.http.lines<Searched[K]>(path, page)) {
      received++;
      after = idOf(record) ?? after;
      yield record;
    }
    count += received;
    // A server without paging would return the first page again and again.
    if (received < limit || after === pageStart) return;
  }
}
