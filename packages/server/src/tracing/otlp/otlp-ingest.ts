import { idFault, lowestId, MAX_THREAD_ID, SpanWrite, type Id } from '@vitrine/core/model';
import { mapSpan, spanIdOf, type MappedSpan, type OtelSpan } from '@vitrine/core/otel';
import { SERVER_PRINCIPAL, type Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { describe, faultsOf } from '../../platform/validation/parse.ts';
import type { RelatedStores } from '../deletion/delete-related.ts';
import type { Ingest, SpanCreate, TraceCreate } from '../ingest/ingest.ts';
import { locateEntities } from '../entities/locate-entities.ts';
import type { Projects } from '../project-registry/projects.ts';
import { KeyedLock } from '../../platform/locks/keyed-lock.ts';
import type { Outcome } from '../ingest/write-group.ts';
import { MAX_BATCH } from '../../platform/validation/batch.ts';
import { joinTraces } from './join-traces.ts';
import { isOneProject } from './is-one-project.ts';
import { rootlessTime } from './rootless-time.ts';
import { tellUnknownUsage, type Told } from './tell-unknown-usage.ts';
import { traceBodies } from './trace-bodies.ts';
import { TraceIds, type KnownTrace, type StoredIds } from './trace-ids.ts';

/** How many spans were not taken, and the first reason. */
export interface Rejected {
  rejected: number;
  reason: string | undefined;
}

interface Span {
  otel: OtelSpan;
  mapped: MappedSpan;
}

/** What other servers do at the same moment is looked at again so often; two rounds are rare. */
const MAX_ROUNDS = 5;

/** Stores OpenTelemetry spans: each as a span of the trace model, and for each trace among them a trace. */
export class OtlpIngest {
  readonly #database: Database;
  readonly #ingest: Ingest;
  readonly #about: RelatedStores;
  readonly #told: Told;
  readonly #projects: Projects;
  readonly #traceIds: TraceIds;
  readonly #locks = new KeyedLock();

  constructor(database: Database, ingest: Ingest, about: RelatedStores, others: Told & { projects: Projects }) {
    this.#database = database;
    this.#ingest = ingest;
    this.#about = about;
    this.#told = others;
    this.#projects = others.projects;
    this.#traceIds = new TraceIds(database);
  }

  /**
   * Stores spans, and answers when they are stored.
   *
   * @param projectName the project of what names none in its attributes
   * @throws where the storage did not take them: all may be sent again
   */
  async write(principal: Principal, spans: readonly OtelSpan[], projectName: string | undefined): Promise<Rejected> {
    const result: Rejected = { rejected: 0, reason: undefined };
    const byTrace = new Map<string, Span[]>();
    for (const otel of spans) {
      // It would draw its whole trace there: the earliest span says the trace's id.
      if (idFault(lowestId(startOf(otel)))) {
        this.#reject(
          result,
          1,
          `the span ${otel.spanId} of trace ${otel.traceId} begins before 2020 or more than a day from now`,
        );
        continue;
      }
      const group = byTrace.get(otel.traceId);
      if (group) group.push({ otel, mapped: mapSpan(otel) });
      else byTrace.set(otel.traceId, [{ otel, mapped: mapSpan(otel) }]);
    }
    for (const group of byTrace.values()) tellUnknownUsage(this.#told, group);
    return this.#locks.hold(byTrace.keys(), async () => {
      let groups: ReadonlyMap<string, Span[]> = byTrace;
      for (let round = 0; round < MAX_ROUNDS && groups.size > 0; round++) {
        const ids = await this.#store(principal, groups, projectName, result);
        const moved = await this.#agree(principal, ids, earliestOf(groups));
        groups = new Map([...groups].filter(([otelId]) => moved.has(otelId)));
      }
      return result;
    });
  }

  /** Puts traces together that a server which died has left under two ids. */
  async sweep(): Promise<void> {
    for (const { workspace, earliest } of await this.#traceIds.twice()) {
      const principal = { ...SERVER_PRINCIPAL, workspace };
      await this.#locks.hold(earliest.keys(), () => this.#join(principal, earliest));
    }
  }

  /** Stores the spans of some traces. Returns the ids of those traces which they are all that is known of. */
  async #store(
    principal: Principal,
    groups: ReadonlyMap<string, Span[]>,
    projectName: string | undefined,
    result: Rejected,
  ): Promise<Map<string, Id>> {
    const ids = await this.#traceIds.find(principal, earliestOf(groups));
    const traces: TraceCreate[] = [];
    const creates: SpanCreate[] = [];
    const written = new Map<string, Id>();
    const attached: { otelId: string; from: KnownTrace; into: Id }[] = [];
    for (const [otelId, group] of groups) {
      const own = ids.get(otelId) as KnownTrace;
      const trace = attachedTo(group) ?? own;
      const fault = idFault(trace.id);
      if (fault) {
        this.#reject(result, group.length, `the spans of trace ${otelId} were refused: ${fault}`);
        continue;
      }
      const stated = first(group, (span) => span.mapped.project_name) ?? projectName;
      const project_name = (trace.attached && (await this.#projectOf(principal, trace.id))) || stated;
      if (trace.attached) attached.push({ otelId, from: own, into: trace.id });
      else {
        traces.push({ ...traceCreate(trace.id, otelId, group), project_name });
        written.set(otelId, trace.id);
      }
      for (const span of group) {
        const create = { ...spanCreate(trace.id, span), project_name };
        const fault = faultOf(create);
        if (fault) this.#reject(result, 1, `the span ${span.otel.spanId} of trace ${otelId} was refused: ${fault}`);
        else creates.push(create);
      }
    }
    // A trace that is in another project keeps what it is; its spans say for themselves whether they are taken.
    take(await this.#ingest.createTraces(principal, traces), { rejected: 0, reason: undefined });
    for (let at = 0; at < creates.length; at += MAX_BATCH) {
      take(await this.#ingest.createSpans(principal, creates.slice(at, at + MAX_BATCH)), result);
    }
    for (const [otelId, id] of written) this.#traceIds.remember(principal, otelId, id);
    for (const each of attached) await this.#attach(principal, each);
    return written;
  }

  /** Spans that are not handed on to the ingest are counted here. */
  #reject(result: Rejected, count: number, reason: string): void {
    this.#told.accounting.received('spans', count);
    this.#told.accounting.refused('spans', 'invalid', count);
    reject(result, count, reason);
  }

  /** The project of a stored trace: spans that are attached to it belong there, whatever their sender says. */
  async #projectOf(principal: Principal, trace: Id): Promise<string | undefined> {
    const place = (await locateEntities(this.#database, principal, 'trace', [trace])).get(trace);
    return place && (await this.#projects.get(principal, place.project_id))?.name;
  }

  /**
   * Spans end before the one around them that says which trace they belong to, so some may have come before it and stand
   * in a trace of their own: they are put where that one is, and those that come later go there at once.
   */
  async #attach(
    principal: Principal,
    { otelId, from, into }: { otelId: string; from: KnownTrace; into: Id },
  ): Promise<void> {
    if (from.id === into) return;
    if (from.known) {
      if (!(await isOneProject(this.#database, principal, [from.id, into]))) return;
      const parts = { database: this.#database, ingest: this.#ingest, ...this.#about };
      await joinTraces(parts, principal, { from: from.id, into });
    }
    this.#traceIds.remember(principal, otelId, into);
  }

  /**
   * Sees to it that all servers have the same id for some traces: the lowest of those that are stored. Whoever looks last
   * sees all, so one server does.
   *
   * @param ids under which this server has just stored them
   * @returns the traces that are to be stored again, because another id than that counts
   */
  async #agree(
    principal: Principal,
    ids: ReadonlyMap<string, Id>,
    earliest: ReadonlyMap<string, number>,
  ): Promise<Set<string>> {
    if (ids.size === 0 || !this.#database.isShared()) return new Set();
    const stored = await this.#join(principal, new Map([...earliest].filter(([otelId]) => ids.has(otelId))));
    const moved = new Set<string>();
    for (const [otelId, id] of ids) {
      // Whoever joined them may have read the other one just before this server wrote there.
      const lowest = stored.get(otelId)?.there[0];
      if (lowest && lowest !== id) moved.add(otelId);
    }
    return moved;
  }

  /** Joins what is stored of one trace under several ids. Returns the ids that were found. */
  async #join(principal: Principal, earliest: ReadonlyMap<string, number>): Promise<Map<string, StoredIds>> {
    const stored = await this.#traceIds.stored(principal, earliest);
    for (const [otelId, { there }] of stored) {
      const [lowest, ...others] = there;
      for (const other of others) {
        await joinTraces({ database: this.#database, ingest: this.#ingest, ...this.#about }, principal, {
          from: other,
          into: lowest as Id,
        });
      }
      if (lowest) this.#traceIds.remember(principal, otelId, lowest);
    }
    return stored;
  }
}

function earliestOf(groups: ReadonlyMap<string, Span[]>): Map<string, number> {
  const earliest = (group: readonly Span[]): number =>
    group.reduce((least, span) => Math.min(least, startMs(span)), Infinity);
  return new Map([...groups].map(([otelId, group]) => [otelId, earliest(group)]));
}

/** What is wrong with what an attribute says, such as a count that nothing can hold. */
function faultOf(span: SpanCreate): string | undefined {
  const parsed = SpanWrite.safeParse(span);
  return parsed.success ? undefined : describe(faultsOf(parsed.error));
}

function reject(result: Rejected, count: number, reason: string): void {
  result.rejected += count;
  result.reason ??= reason;
}

/** Counts what was refused for what it says. @throws what went wrong with the storage: that went wrong for all */
function take(outcomes: readonly Outcome[], result: Rejected): void {
  for (const outcome of outcomes) {
    if (outcome.committed) continue;
    const { error } = outcome;
    if (!(error instanceof VitrineError) || error.code === 'overloaded') throw error;
    reject(result, 1, error.message);
  }
}

/** The existing trace that spans say they belong to. */
function attachedTo(group: readonly Span[]): (KnownTrace & { attached: true }) | undefined {
  const id = first(group, (span) => span.mapped.opik_trace_id)?.toLowerCase();
  return id === undefined ? undefined : { id, known: true, attached: true };
}

/** What spans say of their trace: its root all, the others what the root does not say, and the earliest of them most. */
function traceCreate(id: Id, otelId: string, group: readonly Span[]): TraceCreate {
  const root = group.find((span) => span.otel.parentSpanId === undefined);
  const from = (root ?? group.toSorted((a, b) => startMs(a) - startMs(b))[0]) as Span;
  const { mapped } = from;
  const updated = root ? Date.now() : rootlessTime(id, startMs(from));
  return {
    id,
    otel_trace_id: otelId,
    name: mapped.name,
    start_time: mapped.start_time,
    ...(root && {
      end_time: mapped.end_time,
      ...traceBodies(root, group),
      error_info: mapped.error_info,
      ttft: mapped.ttft,
    }),
    tags: first(group, (span) => span.mapped.tags),
    thread_id: first(group, (span) => span.mapped.thread_id)?.slice(0, MAX_THREAD_ID),
    environment: first(group, (span) => span.mapped.environment),
    last_updated_at: new Date(updated).toISOString(),
  };
}

function spanCreate(traceId: string, { otel, mapped }: Span): SpanCreate {
  const { name, kind, type, start_time, end_time, input, output, metadata, model, provider, usage, ledger } = mapped;
  const parent = otel.parentSpanId
    ? spanIdOf(traceId, otel.traceId, otel.parentSpanId)
    : mapped.opik_parent_span_id?.toLowerCase();
  return {
    id: spanIdOf(traceId, otel.traceId, otel.spanId),
    trace_id: traceId,
    parent_span_id: parent,
    name,
    kind,
    type,
    start_time,
    end_time,
    input,
    output,
    metadata,
    model,
    provider,
    usage,
    ledger,
    total_estimated_cost: mapped.total_estimated_cost,
    error_info: mapped.error_info,
    tags: mapped.tags,
    ttft: mapped.ttft,
    environment: mapped.environment,
  };
}

function startMs({ otel }: Span): number {
  return startOf(otel);
}

/** When a span began, in ms since the epoch. */
function startOf({ startTimeUnixNano }: OtelSpan): number {
  return Number(BigInt(startTimeUnixNano) / 1_000_000n);
}

/** What the first of the spans that says so says; the root's word goes first. */
function first<T>(group: readonly Span[], say: (span: Span) => T | undefined): T | undefined {
  const root = group.find((span) => span.otel.parentSpanId === undefined);
  for (const span of root ? [root, ...group] : group) {
    const said = say(span);
    if (said !== undefined) return said;
  }
  return undefined;
}
