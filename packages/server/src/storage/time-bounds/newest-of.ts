const DAY_MS = 24 * 60 * 60 * 1000;
/** How far back each window reaches, in days. The last window after these has no lower bound. */
const WINDOWS = [1, 7, 30];

/** A range of time from `since` (inclusive) to `before` (exclusive), in ms since the epoch. */
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
 * Reads the newest rows in windows: first the last day, then, if there are too few rows, the 6 days before, and so on.
 * A read with FINAL scans the whole range of its keys even if it needs few rows, so the range should be short.
 *
 * @param from lower bound of all windows (ISO 8601); no bound if left out
 * @param to upper bound of all windows (ISO 8601); now if left out or later than now
 * @param wanted maximum number of rows
 * @param firstMs length of an additional first window, in ms, if it is shorter than a day; see `ListSpanCache`
 * @param read reads the newest rows of a window, at most `limit` of them
 * @see benchmarks/queries.ts
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
