const DAY_MS = 24 * 60 * 60 * 1000;

/** Returns the UTC day that is `days` after `now`, as `YYYY-MM-DD`. */
export function dayFrom(now: Date, days: number): string {
  return new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/** Returns the number of whole days from a day to a time. */
export function daysBetween(day: string, now: Date): number {
  return Math.floor((now.getTime() - Date.parse(day)) / DAY_MS);
}
