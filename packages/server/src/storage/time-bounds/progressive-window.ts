const DAY_MS = 24 * 60 * 60 * 1000;
/** How far back the windows reach before the last one, which has no beginning; in days. */
const WINDOWS = [1, 7, 30];

/** A stretch of time; `since` belongs to it and `before` does not (ms since the epoch). An absent one is no bound. */
export interface Window {
  since?: number;
  before?: number;
}

interface NewestOf {
  from?: string | undefined;
  to?: string | undefined;
  wanted: number;
  firstMs?: number | undefined;
}

/** A list is looked for in a window this many times as long as the one in which its last page lay. */
const MARGIN = 4;
/** A list that had more rows than are counted is not counted again for so long, in ms: it may only shrink by deletion. */
const LONG_MS = 60_000;
/** So many lists are remembered. */
const MAX_LISTS = 10_000;

/**
 * Remembers how far back the newest page of each list has reached, because a day of a busy project is long: where a page
 * of it lay within seconds, the next one is looked for in seconds first. And which lists are longer than is counted.
 */
export class Reach {
  readonly #reachMs = new Map<string, number>();
  readonly #longUntil = new Map<string, number>();

  /** How long the first window is for a list, in ms; nothing where it was not read yet. */
  firstMs(list: string): number | undefined {
    const reach = this.#reachMs.get(list);
    return reach === undefined ? undefined : Math.max(1_000, reach * MARGIN);
  }

  /** Says that the newest page of a list lay within so many ms. */
  saw(list: string, reachMs: number): void {
    if (this.#reachMs.size >= MAX_LISTS) this.#reachMs.clear();
    this.#reachMs.set(list, reachMs);
  }

  /** Whether a list was longer than is counted a moment ago. */
  isLong(list: string): boolean {
    return (this.#longUntil.get(list) ?? 0) > performance.now();
  }

  /** Says that a list is longer than is counted. */
  sawLong(list: string): void {
    if (this.#longUntil.size >= MAX_LISTS) this.#longUntil.clear();
    this.#longUntil.set(list, performance.now() + LONG_MS);
  }
}

/**
 * Reads the newest rows: those of the last day, where they are too few those of the 6 days before, and so on. A read
 * with FINAL goes through the whole range of its keys however few rows it is asked for; so the range has to be short.
 *
 * @param from no window begins before it (ISO 8601); absent: the beginning of all
 * @param to where the windows are counted back from, if it is earlier than now (ISO 8601)
 * @param wanted how many rows to read at most
 * @param firstMs how long a window before those is, if it is worth one: see {@link Reach}
 * @param read reads the newest rows of a window, at most so many
 */
export async function newestOf<Row>(
  { from, to, wanted, firstMs = DAY_MS }: NewestOf,
  read: (window: Window, limit: number) => Promise<Row[]>,
): Promise<Row[]> {
  const end = Math.min(Date.now(), to === undefined ? Infinity : Date.parse(to));
  const earliest = from === undefined ? -Infinity : Date.parse(from);
  const rows: Row[] = [];
  let edge: Window = {};
  const windows = WINDOWS.map((days) => days * DAY_MS);
  if (firstMs < DAY_MS) windows.unshift(firstMs);
  for (const length of windows) {
    const since = end - length;
    if (since <= earliest) break;
    rows.push(...(await read({ ...edge, since }, wanted - rows.length)));
    if (rows.length >= wanted) return rows;
    edge = { before: since };
  }
  rows.push(...(await read(edge, wanted - rows.length)));
  return rows;
}
