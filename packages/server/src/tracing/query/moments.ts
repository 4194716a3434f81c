import { z } from 'zod';

/** Dates beyond these are no moments of ClickHouse's; nothing lies there. */
export const EARLIEST = '1970-01-01T00:00:00Z';
export const LATEST = '2262-01-01T00:00:00Z';

/**
 * A bound on times, ISO 8601 with `Z` or an offset, of any year: one beyond what ClickHouse knows is the earliest or the
 * latest that it knows, which bounds the same.
 */
export const Bound = z.iso
  .datetime({
    offset: true,
    error: 'expected an ISO 8601 date with a time zone, such as 2026-01-15T09:30:00.123Z',
  })
  .overwrite((moment) => {
    const ms = Date.parse(moment);
    if (ms < Date.parse(EARLIEST)) return EARLIEST;
    return ms > Date.parse(LATEST) ? LATEST : moment;
  });
