import { microsecondsOf } from '../../storage/encoding/microseconds-of.ts';
import type { VersionedRow } from '../rows/versioned-row.ts';

const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/**
 * Whether two rows have the same content. Version and last update do not count, nor do the precision of dates, the
 * order of tags or the order of map keys, which the engine chooses.
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
