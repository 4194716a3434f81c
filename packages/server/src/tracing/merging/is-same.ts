import { microsecondsOf } from '../../storage/encoding/microseconds-of.ts';
import type { VersionedRow } from '../rows/versioned-row.ts';

const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/**
 * Whether two rows have the same content. Differences in version and last update are ignored, and so are those in the
 * precision of dates and in the order of tags and map keys, which the engine chooses.
 */
export function isSame(a: VersionedRow, b: VersionedRow): boolean {
  return contentOf(a) === contentOf(b);
}

function contentOf(row: VersionedRow): string {
  const content = { ...row, version: '', last_updated_at: '', last_updated_by: '' };
  return JSON.stringify(content, (key, value: unknown) => {
    if (typeof value === 'string') return key.endsWith('_time') && DATE.test(value) ? microsecondsOf(value) : value;
    if (Array.isArray(value)) return value.toSorted((x, y) => (String(x) < String(y) ? -1 : 1));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([x], [y]) => (x < y ? -1 : 1)));
  });
}
