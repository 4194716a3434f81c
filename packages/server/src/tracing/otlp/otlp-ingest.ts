import { setImmediate as nextTurn } from 'node:timers/promises';
import { idFault, lowestId, type Id } from '@vitrine/core/model';
import { mapSpan, type OtelSpan } from '@vitrine/core/otel';
import { type Principal, serverPrincipal } from '../../platform/auth/principal.ts';
import { chunksOf } from '../../storage/batches/chunks-of.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { isoTimeOf } from '../../storage/encoding/iso-time-of.ts';
import { microsecondsOf } from '../../storage/encoding/microseconds-of.ts';
import { isoNow } from '../../storage/versions/hybrid-logical-clock.ts';
import type { TraceStores } from '../deletion/delete-traces.ts';
import type { SpanCreate, TraceCreate } from '../ingest/ingest.ts';
import { locateEntities } from '../entities/locate-entities.ts';
import type { Projects } from '../project-registry/projects.ts';
import { KeyedLock } from '../../platform/locks/keyed-lock.ts';
import type { Outcome } from '../ingest/write-group.ts';
import { scoreEntities } from '../scores/write-scores.ts';
import { MAX_BATCH } from '../../platform/validation/batch.ts';
import { joinTraces } from './join-traces.ts';
import { derivedFields, sourcesOf } from './derived-trace.ts';
import { isOneProject } from './is-one-project.ts';
import { reportUnknownUsage, type UsageReporters } from './report-unknown-usage.ts';
import {
  aliasedSpan,
  attachedTo,
  evaluationScores,
  faultOf,
  first,
  spanCreate,
  startMs,
  startOf,
  withoutRepeatedUsage,
  type EvaluationScore,
  type ReceivedSpan,
} from './received-span.ts';
import { adoptChildren, resolveParents, type AliasedSpan } from './span-aliases.ts';
import { StoredSources } from './stored-sources.ts';
import { clearRepeatedUsage } from './stored-usage.ts';
import { traceFacts } from './trace-facts.ts';
import { isIdOf, TraceIds, type KnownTrace, type StoredIds } from './trace-ids.ts';

/** Number of refused spans, and the first reason. */
export interface Rejected {
  rejected: number;
  reason: string | undefined;
}

/** Trace of an export, with its accepted spans. */
interface ReceivedTrace {
  id: Id;
  otelId: string;
  /** Whether all of its spans come from OpenTelemetry; otherwise another client has created the trace. */
  isOwn: boolean;
  isNew: boolean;
  project_name: string | undefined;
  spans: readonly SpanCreate[];
  facts: readonly TraceCreate[];
}

/** Maximum number of rounds in which concurrent writes of other servers are read; more than two are rare. */
const MAX_ROUNDS = 5;

/** Number of spans that are mapped before others run. */
const SPANS_AT_ONCE = 200;

type Parts = TraceStores & UsageReporters & { projects: Projects };

/** Stores OpenTelemetry spans as spans of the trace model, and a trace for each of their traces. */
export class OtlpIngest {
  readonly #parts: Parts;
  readonly #traceIds: TraceIds;
  readonly #stored: StoredSources;
  readonly #locks = new KeyedLock();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#traceIds = new TraceIds(parts.database);
    this.#stored = new StoredSources(parts.database);
  }

  /**
   * Stores spans, and resolves when they are stored.
   *
   * @param projectName project of spans that name none in their attributes
   * @throws if the storage fails: the whole export may be sent again
   */
  async write(principal: Principal, spans: readonly OtelSpan[], projectName: string | undefined): Promise<Rejected> {
    const result: Rejected = { rejected: 0, reason: undefined };
    const byTrace = new Map<string, ReceivedSpan[]>();
    for (const [index, otel] of spans.entries()) {
      if (index % SPANS_AT_ONCE === SPANS_AT_ONCE - 1) await nextTurn();
      // Such a span would move its whole trace, because the earliest span determines the trace's id.
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
    for (const group of byTrace.values()) reportUnknownUsage(this.#parts, group);
    return this.#locks.hold(byTrace.keys(), async () => {
      let groups: ReadonlyMap<string, ReceivedSpan[]> = byTrace;
      for (let round = 0; round < MAX_ROUNDS && groups.size > 0; round++) {
        const ids = await this.#store(principal, groups, projectName, result);
        const moved = await this.#agree(principal, ids, earliestOf(groups));
        groups = new Map([...groups].filter(([otelId]) => moved.has(otelId)));
      }
      return result;
    });
  }

  /** Joins traces that a dead server left under two ids. */
  async sweep(): Promise<void> {
    for (const { workspace, earliest } of await this.#traceIds.duplicates()) {
      const principal = serverPrincipal(workspace);
      await this.#locks.hold(earliest.keys(), () => this.#join(principal, earliest));
    }
  }

  /**
   * Stores the spans of some traces. Returns the ids of the traces that were written, without those whose spans attach
   * to another trace.
   */
  async #store(
    principal: Principal,
    groups: ReadonlyMap<string, ReceivedSpan[]>,
    projectName: string | undefined,
    result: Rejected,
  ): Promise<Map<string, Id>> {
    const ids = await this.#traceIds.find(principal, earliestOf(groups));
    const creates: SpanCreate[] = [];
    const aliased: AliasedSpan[] = [];
    const scores: EvaluationScore[] = [];
    const traces: ReceivedTrace[] = [];
    const attached: { otelId: string; from: KnownTrace; into: Id }[] = [];
    for (const [otelId, group] of groups) {
      const own = ids.get(otelId) as KnownTrace;
      const { id, attached: isAttached } = attachedTo(group) ?? own;
      const fault = idFault(id);
      if (fault) {
        this.#reject(result, group.length, `the spans of trace ${otelId} were refused: ${fault}`);
        continue;
      }
      const stated = first(group, (span) => span.mapped.project_name) ?? projectName;
      const project_name = (isAttached && (await this.#projectOf(principal, id))) || stated;
      const accepted: ReceivedSpan[] = [];
      const spans: SpanCreate[] = [];
      for (const span of group) {
        const create = { ...spanCreate(id, span), project_name };
        const fault = faultOf(create);
        if (fault) this.#reject(result, 1, `the span ${span.otel.spanId} of trace ${otelId} was refused: ${fault}`);
        else {
          accepted.push(span);
          spans.push(create);
          aliased.push(aliasedSpan(create, span));
        }
      }
      withoutRepeatedUsage(spans);
      creates.push(...spans);
      scores.push(...accepted.flatMap(evaluationScores(id)));
      if (isAttached) attached.push({ otelId, from: own, into: id });
      else if (spans.length > 0) {
        // A trace of another client has other spans too, which are not OpenTelemetry's.
        const isOwn = isIdOf(id, otelId);
        traces.push({ id, otelId, isOwn, isNew: !own.known, project_name, spans, facts: traceFacts(id, accepted) });
      }
    }
    // These spans are all spans of a new trace, unless another server has received some.
    const isAlone = !this.#parts.database.isShared();
    const whole = traces.filter(({ isOwn, isNew }) => isOwn && isNew && isAlone);
    await this.#createTraces(principal, whole, whole.map(derivedFromSpans));
    await resolveParents(this.#parts.database, principal, aliased);
    for (const chunk of chunksOf(creates, MAX_BATCH)) {
      countRefused(await this.#parts.ingest.createSpans(principal, chunk), result);
    }
    await adoptChildren(this.#parts, principal, aliased);
    const others = traces.filter((trace) => !whole.includes(trace));
    await this.#createTraces(principal, others, await this.#derive(principal, others));
    await clearRepeatedUsage(this.#parts, principal, own(others));
    if (scores.length > 0) await scoreEntities(this.#parts, principal, 'span', scores);
    for (const { id, otelId } of traces) this.#traceIds.remember(principal, otelId, id);
    for (const each of attached) await this.#attach(principal, each);
    return new Map(traces.map(({ id, otelId }) => [otelId, id]));
  }

  /** Stores the fields that spans determine, and the facts of the same traces. */
  async #createTraces(
    principal: Principal,
    traces: readonly ReceivedTrace[],
    derived: readonly TraceCreate[],
  ): Promise<void> {
    const projects = new Map(traces.map(({ id, project_name }) => [id, project_name]));
    const creates = [...derived, ...traces.flatMap(({ facts }) => facts)];
    if (creates.length === 0) return;
    // A trace in another project stays as it is; each of its spans is accepted or refused by itself.
    countRefused(
      await this.#parts.ingest.createTraces(
        principal,
        creates.map((create) => ({ ...create, project_name: projects.get(create.id) })),
      ),
      { rejected: 0, reason: undefined },
    );
  }

  /** Derives traces from all of their stored spans. */
  async #derive(
    principal: Principal,
    traces: readonly Pick<ReceivedTrace, 'id' | 'otelId' | 'isOwn' | 'spans'>[],
  ): Promise<TraceCreate[]> {
    const own = new Map(traces.flatMap(({ id, otelId, isOwn }) => (isOwn ? [[id, otelId] as const] : [])));
    const received = new Map(traces.flatMap(({ spans }) => spans.map((span) => [span.id, span] as const)));
    const stored = await this.#stored.read(principal, [...own.keys()], received);
    return [...stored].map(([id, { sources, time }]) => {
      const otel_trace_id = own.get(id) ?? '';
      return { id, otel_trace_id, ...derivedFields(sources), last_updated_at: isoTimeOf(time) };
    });
  }

  /** Counts spans that do not reach the ingest. */
  #reject(result: Rejected, count: number, reason: string): void {
    this.#parts.accounting.received('spans', count);
    this.#parts.accounting.refused('spans', 'invalid', count);
    reject(result, count, reason);
  }

  /**
   * Returns the project of a stored trace. Spans attached to the trace belong to it, whatever project their sender
   * names.
   */
  async #projectOf(principal: Principal, trace: Id): Promise<string | undefined> {
    const location = (await locateEntities(this.#parts.database, principal, 'trace', [trace])).get(trace);
    return location && (await this.#parts.projects.get(principal, location.project_id))?.name;
  }

  /** Whether a caller may change traces, as far as they are stored. */
  async #mayAttach(principal: Principal, ids: readonly Id[]): Promise<boolean> {
    if (principal.scope.projects === 'all') return true;
    const locations = await locateEntities(this.#parts.database, principal, 'trace', ids);
    return [...locations.values()].every(({ deleted }) => deleted === 0);
  }

  /**
   * Attaches the spans of an OpenTelemetry trace to another trace. A span ends before its parent, which names the other
   * trace, so earlier spans may have been stored as a trace of their own. These are moved; later ones go there
   * directly.
   */
  async #attach(
    principal: Principal,
    { otelId, from, into }: { otelId: string; from: KnownTrace; into: Id },
  ): Promise<void> {
    if (from.id === into || !(await this.#mayAttach(principal, [from.id, into]))) return;
    if (from.known) {
      if (!(await isOneProject(this.#parts.database, principal, [from.id, into]))) return;
      await joinTraces(this.#parts, principal, { from: from.id, into });
    }
    this.#traceIds.remember(principal, otelId, into);
  }

  /**
   * Makes all servers use the same id for a trace: the lowest stored one. The server that reads last sees all ids, so
   * at least one server finds the conflict.
   *
   * @param ids under which this server has just stored the traces
   * @returns the traces to store again, because another id is used
   */
  async #agree(
    principal: Principal,
    ids: ReadonlyMap<string, Id>,
    earliest: ReadonlyMap<string, number>,
  ): Promise<Set<string>> {
    if (ids.size === 0 || !this.#parts.database.isShared()) return new Set();
    const stored = await this.#join(principal, new Map([...earliest].filter(([otelId]) => ids.has(otelId))));
    const moved = new Set<string>();
    for (const [otelId, id] of ids) {
      // The server that joined the traces may have read the joined one just before this server wrote to it.
      const lowest = stored.get(otelId)?.live[0];
      if (lowest && lowest !== id) moved.add(otelId);
    }
    return moved;
  }

  /** Joins each trace that is stored under several ids. Returns the ids that were found. */
  async #join(principal: Principal, earliest: ReadonlyMap<string, number>): Promise<Map<string, StoredIds>> {
    const stored = await this.#traceIds.stored(principal, earliest);
    for (const [otelId, { live }] of stored) {
      const [lowest, ...others] = live;
      if (!lowest) continue;
      for (const other of others) await joinTraces(this.#parts, principal, { from: other, into: lowest });
      this.#traceIds.remember(principal, otelId, lowest);
      if (others.length === 0) continue;
      const joined = { id: lowest, otelId, isOwn: true, spans: [] };
      countRefused(await this.#parts.ingest.createTraces(principal, await this.#derive(principal, [joined])), {
        rejected: 0,
        reason: undefined,
      });
      await clearRepeatedUsage(this.#parts, principal, [lowest]);
    }
    return stored;
  }
}

function earliestOf(groups: ReadonlyMap<string, ReceivedSpan[]>): Map<string, number> {
  const earliest = (group: readonly ReceivedSpan[]): number =>
    group.reduce((least, span) => Math.min(least, startMs(span)), Infinity);
  return new Map([...groups].map(([otelId, group]) => [otelId, earliest(group)]));
}

function reject(result: Rejected, count: number, reason: string): void {
  result.rejected += count;
  result.reason ??= reason;
}

/**
 * Counts refused writes.
 *
 * @throws a failure of the storage, which concerns all writes
 */
function countRefused(outcomes: readonly Outcome[], result: Rejected): void {
  for (const outcome of outcomes) {
    if (outcome.committed) continue;
    const { error } = outcome;
    if (!(error instanceof VitrineError) || error.code === 'overloaded') throw error;
    reject(result, 1, error.message);
  }
}

function own(traces: readonly ReceivedTrace[]): Id[] {
  return traces.flatMap(({ id, isOwn }) => (isOwn ? [id] : []));
}

/** Returns the create of a new trace from its spans. Every later state of the trace has a later time. */
function derivedFromSpans({ id, otelId, spans }: ReceivedTrace): TraceCreate {
  const { cleared: _nothing, ...fields } = derivedFields(sourcesOf(spans));
  return { id, otel_trace_id: otelId, ...fields, last_updated_at: isoTimeOf(microsecondsOf(isoNow()) + spans.length) };
}
