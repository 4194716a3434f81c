import type { Ledger } from '@vitrine/core/model';
import type { Principal } from '../../platform/auth/principal.ts';
import { chunksOf } from '../../storage/batches/chunks-of.ts';
import type { Database } from '../../storage/database/database.ts';
import type { Prices } from './prices.ts';

/** Writes stored spans again with the current prices, as `Ingest` does. */
interface SpanRepricer {
  /** Returns the number of spans whose price changed. */
  repriceSpans(principal: Principal, spans: readonly { id: string; trace_id: string }[]): Promise<number>;
}

/** Maximum number of spans that one query examines, and that are read whole and written at once. */
const PAGE = 5_000;
const CHUNK = 250;

/** Selects the spans to price again; by default all whose cost did not come from the client. */
export interface RepriceQuery {
  project_id?: string | undefined;
  /** Range of start times, ISO 8601: from this one on, and before `to_time`. */
  from_time?: string | undefined;
  to_time?: string | undefined;
  only_unpriced?: boolean | undefined;
}

/** Result, in numbers of spans. */
export interface RepriceCounts {
  looked_at: number;
  /** Spans whose cost or status changed. */
  repriced: number;
  /** Spans with usage whose model still has no price. */
  unpriced: number;
}

interface Candidate {
  id: string;
  trace_id: string;
  model: string;
  provider: string;
  service_tier: string;
  ledger: Partial<Ledger>;
  start_time: string;
  cost: number | null;
  cost_status: string;
  unpriced_parts: string[];
}

/** Prices stored spans again, after a price has changed or become known. */
export class Repricing {
  readonly #database: Database;
  readonly #ingest: SpanRepricer;
  readonly #prices: Prices;

  constructor(database: Database, ingest: SpanRepricer, prices: Prices) {
    this.#database = database;
    this.#ingest = ingest;
    this.#prices = prices;
  }

  /**
   * Examines spans in the order of their traces' ids. Spans whose price has changed are written like any other write,
   * so no concurrent write is lost. Spans with a cost from their client do not change.
   */
  async run(principal: Principal, query: RepriceQuery): Promise<RepriceCounts> {
    // Otherwise a write on another server would restore the old price.
    if (this.#database.isShared()) await this.#prices.propagated(principal);
    const counts: RepriceCounts = { looked_at: 0, repriced: 0, unpriced: 0 };
    for (const project of query.project_id ? [query.project_id.toLowerCase()] : await this.#projects(principal)) {
      let after = { trace_id: '', id: '' };
      for (;;) {
        await this.#prices.fresh();
        const page = await this.#page(principal, project, query, after);
        const changed: Candidate[] = [];
        for (const span of page) {
          const { cost, status, unpriced } = this.#prices.of(principal.workspace, { ...span, at: span.start_time });
          if (status === 'unpriced') counts.unpriced++;
          const isSame = status === span.cost_status && String(unpriced) === String(span.unpriced_parts);
          if (!isSame || !isSameCost(cost, span.cost)) changed.push(span);
        }
        counts.looked_at += page.length;
        for (const chunk of chunksOf(changed, CHUNK)) {
          counts.repriced += await this.#ingest.repriceSpans(principal, chunk);
        }
        const last = page.at(-1);
        if (!last || page.length < PAGE) break;
        after = { trace_id: last.trace_id, id: last.id };
      }
    }
    return counts;
  }

  async #projects(principal: Principal): Promise<string[]> {
    const rows = await this.#database
      .of(principal)
      .read<{ project_id: string }>(
        'SELECT DISTINCT project_id FROM spans WHERE workspace = {workspace:String} ORDER BY project_id',
      );
    return rows.map((row) => row.project_id);
  }

  #page(
    principal: Principal,
    project: string,
    { from_time, to_time, only_unpriced }: RepriceQuery,
    after: { trace_id: string; id: string },
  ): Promise<Candidate[]> {
    return this.#database.of(principal).read<Candidate>(
      `SELECT id, trace_id, model, provider, service_tier, ledger, start_time, total_estimated_cost AS cost,
         cost_status, unpriced_parts
       FROM spans FINAL
       WHERE workspace = {workspace:String} AND project_id = {project:String}
         AND trace_id >= {trace_id:String} AND (trace_id, id) > ({trace_id:String}, {id:String})
         AND cost_status ${only_unpriced ? "IN ('unpriced', 'partly_priced')" : "NOT IN ('manual', '')"}
         ${from_time ? 'AND start_time >= parseDateTime64BestEffort({from:String}, 6)' : ''}
         ${to_time ? 'AND start_time < parseDateTime64BestEffort({to:String}, 6)' : ''}
       ORDER BY trace_id, id LIMIT ${PAGE}`,
      { project, ...after, from: from_time ?? '', to: to_time ?? '' },
    );
  }
}

/** Compares costs, which are stored with twelve decimals. */
function isSameCost(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) < 1e-11;
}
