/**
 * Formats µs since the epoch as ISO 8601.
 *
 * @example
 * isoTimeOf(1768469400123456); // '2026-01-15T09:30:00.123456Z'
 */
export function isoTimeOf(microseconds: number): string {
  const date = new Date(Math.floor(microseconds / 1_000)).toISOString();
  return `${date.slice(0, -1)}${String(microseconds % 1_000).padStart(3, '0')}Z`;
}
