import { lowestId } from '@vitrine/core/model';
import type { Database } from '../database/database.ts';
import { END_MS, idsFrom, idsTo, type Skewed } from './id-bounds.ts';

/** A project of a workspace. */
interface Place {
  workspace: string;
  projectId: string;
}

/** How far start times lie from the times in ids at most: a row of `time_skew`. */
export interface Skew {
  entity: Skewed;
  /** The first day of the month of the ids, in UTC: `2026-11-01`. */
  month: string;
  early_ms: number;
  late_ms: number;
}

/** What is known of a project. */
interface Known {
  skews: Map<string, Skew>;
  /** While which lonely time all that is stored was among it. */
  wholeDuring?: number;
  isLoading?: boolean;
}

/**
 * The bounds on ids of {@link idsFrom} and {@link idsTo}, without asking `time_skew` each time, which takes longer than
 * what a page of a busy project is read in. A server that writes alone knows it all once it has read it; where others
 * write too, it is asked.
 */
export class KnownSkew {
  readonly #database: Pick<Database, 'read' | 'isAlone'>;
  /** They keep what was written here for good: a read that began before it was stored does not have it. */
  readonly #projects = new Map<string, Known>();
  /** Counts the times at which this server was not alone. */
  #time = 0;

  constructor(database: Pick<Database, 'read' | 'isAlone'>) {
    this.#database = database;
  }

  /**
   * {@link idsFrom} for one project.
   *
   * @param moment ISO 8601, also the value of the parameter
   */
  from(entity: Skewed, column: string, place: Place, moment: string, parameter = 'from'): string {
    const skews = this.#skewsOf(place, entity);
    const from = Date.parse(moment);
    // What only ClickHouse can read, it reads.
    if (!skews || Number.isNaN(from)) return idsFrom(entity, column, { moment: parameter });
    return `indexHint(${column} >= '${idPrefix(lowest(skews, from))}')`;
  }

  /** {@link idsTo} for one project, as {@link KnownSkew.from}. */
  to(entity: Skewed, column: string, place: Place, moment: string, parameter = 'to'): string {
    const skews = this.#skewsOf(place, entity);
    const to = Date.parse(moment);
    if (!skews || Number.isNaN(to)) return idsTo(entity, column, { moment: parameter });
    return `indexHint(${column} < '${idPrefix(1 + highest(skews, to))}')`;
  }

  /**
   * How far from a moment the ids lie, in ms, of what starts at it or later and of what starts at it or earlier, where that
   * is known: whether a table can be cut there into rows with lower ids and rows with higher ones.
   */
  strayOf(entity: Skewed, place: Place, moment: string): number | undefined {
    const skews = this.#skewsOf(place, entity);
    const at = Date.parse(moment);
    return skews && Math.max(at - lowest(skews, at), highest(skews, at) - at);
  }

  /** Takes up what is about to be stored. */
  widen(place: Place, skew: Skew): void {
    add(this.#of(place), skew);
  }

  #of({ workspace, projectId }: Place): Known {
    const key = `${workspace}/${projectId}`;
    let known = this.#projects.get(key);
    if (!known) this.#projects.set(key, (known = { skews: new Map() }));
    return known;
  }

  /** All that is stored of a project, where that is known; if not, it will be in a moment. */
  #skewsOf(place: Place, entity: Skewed): Skew[] | undefined {
    if (!this.#database.isAlone(this)) {
      this.#time++;
      return undefined;
    }
    const known = this.#of(place);
    if (known.wholeDuring === this.#time) return [...known.skews.values()].filter((skew) => skew.entity === entity);
    if (!known.isLoading) void this.#load(place, known);
    return undefined;
  }

  async #load({ workspace, projectId: project }: Place, known: Known): Promise<void> {
    const time = this.#time;
    known.isLoading = true;
    try {
      const stored = await this.#database.read<Skew>(
        `SELECT entity, toString(time_skew.month) AS month, max(time_skew.early_ms) AS early_ms,
           max(time_skew.late_ms) AS late_ms
         FROM time_skew WHERE workspace = {workspace:String} AND project_id = {project:String} GROUP BY entity, month`,
        { workspace, project },
      );
      for (const skew of stored) add(known, skew);
      known.wholeDuring = time;
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
