const DAY_MS = 24 * 60 * 60 * 1000;

/** The day that lies some days from another (in UTC), as `YYYY-MM-DD`. */
export function dayFrom(now: Date, days: number): string {
  return new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from one day until a moment. */
export function daysBetween(day: string, now: Date): number {
  return Math.floor((now.getTime() - Date.parse(day)) / DAY_MS);
}
