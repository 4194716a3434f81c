import type { Id, SpanKind } from '@vitrine/core/model';
import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import { storedJson } from '../rows/stored-json.ts';
import { CONVERSATION_KINDS, needsBodies, type Sources, type SourceSpan } from './derived-trace.ts';
import { OF_TRACES, traceParameters } from './of-traces.ts';

/** Sources of a stored trace, and the time of this state. */
export interface StoredTraceSources {
  sources: Sources;
  /**
   * Time in µs since the epoch that is later than the time of any earlier state: the creation of the newest span, plus
   * the number of spans. So the state with the most spans determines the trace, whichever is written last.
   */
  time: number;
}

/** Ids of the spans that determine a trace. */
interface Picked {
  trace_id: Id;
  time: string;
  first: Id;
  last: Id;
}

/** Ids of the spans that have the bodies of a trace; empty if there is none. */
interface PickedBodies {
  trace_id: Id;
  first_input: Id;
  last_output: Id;
}

interface Row {
  id: Id;
  name: string;
  kind: SpanKind | '';
  start_time: string;
  end_time: string | null;
  input: string;
  output: string;
  error_info: string;
  ttft: number | null;
}

const END = "ifNull(end_time, toDateTime64('2299-12-31 00:00:00', 6, 'UTC'))";

/** Reads the spans that determine stored traces, by the rules of `sourcesOf`. */
export class StoredSources {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Returns the sources of traces; a trace without spans is absent.
   *
   * @param received spans that have just been stored, with their bodies as they were sent
   */
  async read(
    principal: Principal,
    traceIds: readonly Id[],
    received: ReadonlyMap<Id, SourceSpan>,
  ): Promise<Map<Id, StoredTraceSources>> {
    const found = new Map<Id, StoredTraceSources>();
    if (traceIds.length === 0) return found;
    const picked = await this.#pick<Picked>(
      principal,
      traceIds,
      `toString(toUnixTimestamp64Micro(max(created_at)) + count()) AS time,
       argMin(id, (has_parent, start_time, id)) AS first,
       argMax(id, (NOT has_parent, ${END}, id)) AS last
       FROM (SELECT id, trace_id, start_time, end_time, created_at,
               parent_span_id != '' AND parent_span_id IN (SELECT id FROM spans FINAL WHERE OF_TRACES) AS has_parent
             FROM spans FINAL WHERE OF_TRACES)`,
    );
    const spans = await this.#spans(
      principal,
      picked.flatMap(({ first, last }) => [first, last]),
      traceIds,
      received,
    );
    for (const { trace_id, time, first, last } of picked) {
      const sources = { first: spans.get(first), last: spans.get(last) };
      if (sources.first && sources.last) found.set(trace_id, { sources: sources as Sources, time: Number(time) });
    }
    await this.#addBodies(principal, found, received);
    return found;
  }

  /** Adds the sources of input and output to traces whose tops have neither. */
  async #addBodies(
    principal: Principal,
    found: ReadonlyMap<Id, StoredTraceSources>,
    received: ReadonlyMap<Id, SourceSpan>,
  ): Promise<void> {
    const traceIds = [...found].flatMap(([id, { sources }]) => (needsBodies(sources) ? [id] : []));
    if (traceIds.length === 0) return;
    const picked = await this.#pick<PickedBodies>(
      principal,
      traceIds,
      `argMinIf(id, (start_time, id), input_preview != '') AS first_input,
       argMaxIf(id, (${END}, id), output_preview != '') AS last_output
       FROM (SELECT id, trace_id, start_time, end_time, input_preview, output_preview FROM spans FINAL
             WHERE OF_TRACES AND kind IN {kinds:Array(String)})`,
    );
    const ids = picked.flatMap(({ first_input, last_output }) => [first_input, last_output]);
    const spans = await this.#spans(principal, ids, traceIds, received);
    for (const { trace_id, first_input, last_output } of picked) {
      const { sources } = found.get(trace_id)!;
      sources.firstInput = spans.get(first_input);
      sources.lastOutput = spans.get(last_output);
    }
  }

  /** Reads one row for each trace. `OF_TRACES` in the statement stands for the condition on the traces. */
  #pick<Result>({ workspace }: Principal, traceIds: readonly Id[], statement: string): Promise<Result[]> {
    return this.#database
      .ofServer(workspace)
      .read<Result>(`SELECT trace_id, ${statement.replaceAll('OF_TRACES', OF_TRACES)} GROUP BY trace_id`, {
        ...traceParameters(workspace, traceIds),
        kinds: CONVERSATION_KINDS,
      });
  }

  /** Returns spans by id: as they were received, otherwise as they are stored. */
  async #spans(
    { workspace }: Principal,
    ids: readonly Id[],
    traceIds: readonly Id[],
    received: ReadonlyMap<Id, SourceSpan>,
  ): Promise<Map<Id, SourceSpan>> {
    const spans = new Map<Id, SourceSpan>();
    for (const id of ids) {
      const span = received.get(id);
      if (span) spans.set(id, span);
    }
    const missing = [...new Set(ids)].filter((id) => id !== '' && !spans.has(id));
    if (missing.length === 0) return spans;
    const rows = await this.#database.ofServer(workspace).read<Row>(
      `SELECT id, name, kind, start_time, end_time, input, output, error_info, ttft FROM spans FINAL
       WHERE ${OF_TRACES} AND id IN {ids:Array(String)}`,
      { ...traceParameters(workspace, traceIds), ids: missing },
    );
    for (const { kind, input, output, error_info, ...row } of rows) {
      spans.set(row.id, {
        ...row,
        ...(kind !== '' && { kind }),
        ...(input !== '' && { input: storedJson(input) }),
        ...(output !== '' && { output: storedJson(output) }),
        ...(error_info !== '' && { error_info: storedJson(error_info) as SourceSpan['error_info'] }),
      });
    }
    return spans;
  }
}
