import { lowestId } from '@vitrine/core/model';
import { END_MS, idsFrom, idsTo, type BoundedEntity } from './ids-from-to.ts';

/** The database as {@link IdTimeBounds} uses it. */
export interface TimeSkewSource {
  ofServer(workspace: string): {
    read<Row>(query: string, parameters: Record<string, unknown>): Promise<Row[]>;
  };
  isAlone(owner: object): boolean;
}

/** A project of a workspace. */
interface ProjectScope {
  workspace: string;
  projectId: string;
}

/** Maximum distance between start times and the times in ids: a row of `time_skew`. */
export interface Skew {
  entity: BoundedEntity;
  /** The first day of the month of the ids, in UTC: `2026-11-01`. */
  month: string;
  early_ms: number;
  late_ms: number;
}

/** The skews of a project that this server knows. */
interface Known {
  skews: Map<string, Skew>;
  /** The epoch of {@link IdTimeBounds} in which `skews` held all that is stored. */
  completeInEpoch?: number;
  isLoading?: boolean;
}

/**
 * Computes the conditions of {@link idsFrom} and {@link idsTo} without their subquery, which takes longer than reading
 * a page of a busy project. A server that is the only writer knows all of `time_skew` after reading it once. If other
 * servers write too, the conditions keep their subquery.
 *
 * @see benchmarks/queries.ts
 */
export class IdTimeBounds {
  readonly #source: TimeSkewSource;
  /** Skews that this server has written are never dropped, because a running query of `time_skew` may not see them. */
  readonly #projects = new Map<string, Known>();
  /** Increases each time that this server is not the only writer. Skews read in an earlier epoch may be incomplete. */
  #epoch = 0;

  constructor(source: TimeSkewSource) {
    this.#source = source;
  }

  /**
   * Returns the condition of {@link idsFrom} for one project.
   *
   * @param moment ISO 8601; must also be the value of the parameter
   */
  from(entity: BoundedEntity, column: string, scope: ProjectScope, moment: string, parameter = 'from'): string {
    const skews = this.#skewsOf(scope, entity);
    const from = Date.parse(moment);
    // ClickHouse parses dates that JavaScript cannot parse.
    if (!skews || Number.isNaN(from)) return idsFrom(entity, column, { moment: parameter });
    return `indexHint(${column} >= '${idPrefix(lowest(skews, from))}')`;
  }

  /** Returns the condition of {@link idsTo} for one project; see {@link IdTimeBounds.from}. */
  to(entity: BoundedEntity, column: string, scope: ProjectScope, moment: string, parameter = 'to'): string {
    const skews = this.#skewsOf(scope, entity);
    const to = Date.parse(moment);
    if (!skews || Number.isNaN(to)) return idsTo(entity, column, { moment: parameter });
    return `indexHint(${column} < '${idPrefix(1 + highest(skews, to))}')`;
  }

  /**
   * Maximum distance, in ms, between a moment and the ids of rows that start at that moment; undefined if unknown. If
   * it is small, the moment divides a table into rows with lower ids and rows with higher ids.
   */
  maxDrift(entity: BoundedEntity, scope: ProjectScope, moment: string): number | undefined {
    const skews = this.#skewsOf(scope, entity);
    const at = Date.parse(moment);
    return skews && Math.max(at - lowest(skews, at), highest(skews, at) - at);
  }

  /** Adds a skew that is about to be stored. */
  widen(scope: ProjectScope, skew: Skew): void {
    add(this.#of(scope), skew);
  }

  #of({ workspace, projectId }: ProjectScope): Known {
    const key = `${workspace}/${projectId}`;
    let known = this.#projects.get(key);
    if (!known) this.#projects.set(key, (known = { skews: new Map() }));
    return known;
  }

  /** Returns all stored skews of a project; if they are not loaded yet, starts to load them and returns undefined. */
  #skewsOf(scope: ProjectScope, entity: BoundedEntity): Skew[] | undefined {
    if (!this.#source.isAlone(this)) {
      this.#epoch++;
      return undefined;
    }
    const known = this.#of(scope);
    if (known.completeInEpoch === this.#epoch)
      return [...known.skews.values()].filter((skew) => skew.entity === entity);
    if (!known.isLoading) void this.#load(scope, known);
    return undefined;
  }

  async #load({ workspace, projectId: project }: ProjectScope, known: Known): Promise<void> {
    const epoch = this.#epoch;
    known.isLoading = true;
    try {
      const stored = await this.#source.ofServer(workspace).read<Skew>(
        `SELECT entity, toString(time_skew.month) AS month, max(time_skew.early_ms) AS early_ms,
           max(time_skew.late_ms) AS late_ms
         FROM time_skew WHERE workspace = {workspace:String} AND project_id = {project:String} GROUP BY entity, month`,
        { project },
      );
      for (const skew of stored) add(known, skew);
      known.completeInEpoch = epoch;
    } catch {
      // The next read loads them again.
    }
    known.isLoading = false;
  }
}

function add({ skews }: Known, { entity, month, early_ms, late_ms }: Skew): void {
  const key = `${entity}/${month}`;
  const before = skews.get(key);
  skews.set(key, {
    entity,
    month,
    early_ms: Math.max(early_ms, before?.early_ms ?? -Infinity),
    late_ms: Math.max(late_ms, before?.late_ms ?? -Infinity),
  });
}

/** Returns the lowest time in the ids of rows that start at a time or later. */
function lowest(skews: readonly Skew[], from: number): number {
  const times = skews
    .filter(({ month, early_ms }) => endOf(month) + early_ms >= from)
    .map(({ month, early_ms }) => Math.max(Date.parse(month), from - early_ms));
  return Math.min(END_MS, ...times);
}

/** Returns the highest time in the ids of rows that start at a time or earlier. */
function highest(skews: readonly Skew[], to: number): number {
  const times = skews
    .filter(({ month, late_ms }) => Date.parse(month) - late_ms <= to)
    .map(({ month, late_ms }) => Math.min(endOf(month), to + late_ms));
  return Math.max(-1, ...times);
}

/** Returns the end of a month that is given by its first day, in ms since the epoch. */
function endOf(month: string): number {
  const first = new Date(month);
  return Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1);
}

/** Returns the first 13 characters of the ids of a moment. */
function idPrefix(ms: number): string {
  return lowestId(ms).slice(0, 13);
}
