import { lowestId } from '@vitrine/core/model';
import { END_MS, idsFrom, idsTo, type BoundedEntity } from './ids-from-to.ts';

/** What {@link IdTimeBounds} asks of a database. */
export interface TimeSkewSource {
  of(scope: { workspace: string }): {
    read<Row>(query: string, parameters: Record<string, unknown>): Promise<Row[]>;
  };
  isAlone(owner: object): boolean;
}

/** A project of a workspace. */
interface ProjectScope {
  workspace: string;
  projectId: string;
}

/** How far start times lie from the times in ids at most: a row of `time_skew`. */
export interface Skew {
  entity: BoundedEntity;
  /** The first day of the month of the ids, in UTC: `2026-11-01`. */
  month: string;
  early_ms: number;
  late_ms: number;
}

/** The skews of a project. */
interface Known {
  skews: Map<string, Skew>;
  /** The epoch of {@link IdTimeBounds} in which `skews` held all that is stored. */
  completeInEpoch?: number;
  isLoading?: boolean;
}

/**
 * The bounds on ids of {@link idsFrom} and {@link idsTo}, without a query of `time_skew` for each read, which takes longer
 * than reading a page of a busy project. A server that writes alone knows all of `time_skew` once it has read it; if other
 * servers write too, the bounds are subqueries.
 */
export class IdTimeBounds {
  readonly #source: TimeSkewSource;
  /** Entries that were written here are never dropped: a read that began before they were stored lacks them. */
  readonly #projects = new Map<string, Known>();
  /** Number of times that this server was not the only writer. What was read in an earlier epoch may be incomplete. */
  #epoch = 0;

  constructor(source: TimeSkewSource) {
    this.#source = source;
  }

  /**
   * {@link idsFrom} for one project.
   *
   * @param moment ISO 8601, also the value of the parameter
   */
  from(entity: BoundedEntity, column: string, scope: ProjectScope, moment: string, parameter = 'from'): string {
    const skews = this.#skewsOf(scope, entity);
    const from = Date.parse(moment);
    // A date that JavaScript cannot parse is left to ClickHouse.
    if (!skews || Number.isNaN(from)) return idsFrom(entity, column, { moment: parameter });
    return `indexHint(${column} >= '${idPrefix(lowest(skews, from))}')`;
  }

  /** {@link idsTo} for one project, as {@link IdTimeBounds.from}. */
  to(entity: BoundedEntity, column: string, scope: ProjectScope, moment: string, parameter = 'to'): string {
    const skews = this.#skewsOf(scope, entity);
    const to = Date.parse(moment);
    if (!skews || Number.isNaN(to)) return idsTo(entity, column, { moment: parameter });
    return `indexHint(${column} < '${idPrefix(1 + highest(skews, to))}')`;
  }

  /**
   * Maximum distance, in ms, between a moment and the ids of rows that start at that moment; undefined if it is not known.
   * It tells whether a table can be cut there into rows with lower ids and rows with higher ids.
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

  /** All stored skews of a project; undefined if they are not loaded yet, which then begins. */
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
      const stored = await this.#source.of({ workspace }).read<Skew>(
        `SELECT entity, toString(time_skew.month) AS month, max(time_skew.early_ms) AS early_ms,
           max(time_skew.late_ms) AS late_ms
         FROM time_skew WHERE workspace = {workspace:String} AND project_id = {project:String} GROUP BY entity, month`,
        { project },
      );
      for (const skew of stored) add(known, skew);
      known.completeInEpoch = epoch;
    } catch {
      // The next read tries again.
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

/** The lowest time in the ids of what starts at a time or later. */
function lowest(skews: readonly Skew[], from: number): number {
  const times = skews
    .filter(({ month, early_ms }) => endOf(month) + early_ms >= from)
    .map(({ month, early_ms }) => Math.max(Date.parse(month), from - early_ms));
  return Math.min(END_MS, ...times);
}

/** The highest time in the ids of what starts at a time or earlier. */
function highest(skews: readonly Skew[], to: number): number {
  const times = skews
    .filter(({ month, late_ms }) => Date.parse(month) - late_ms <= to)
    .map(({ month, late_ms }) => Math.min(endOf(month), to + late_ms));
  return Math.max(-1, ...times);
}

/** The end of a month that is given by its first day, in ms. */
function endOf(month: string): number {
  const first = new Date(month);
  return Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1);
}

/** The first 13 characters of the lowest id of a moment: all of its ids follow them. */
function idPrefix(ms: number): string {
  return lowestId(ms).slice(0, 13);
}
