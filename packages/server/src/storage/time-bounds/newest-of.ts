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

/**
 * Reads the newest rows: those of the last day, where they are too few those of the 6 days before, and so on. A read
 * with FINAL goes through the whole range of its keys however few rows it is asked for; so the range has to be short.
 *
 * @param from no window begins before it (ISO 8601); absent: the beginning of all
 * @param to where the windows are counted back from, if it is earlier than now (ISO 8601)
 * @param wanted how many rows to read at most
 * @param firstMs how long a window before those is, if it is worth one: see `ListSpanCache`
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
