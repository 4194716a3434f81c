import { z } from 'zod';

/** Earliest and latest dates that ClickHouse stores. */
export const EARLIEST = '1970-01-01T00:00:00Z';
export const LATEST = '2262-01-01T00:00:00Z';

/**
 * Bound on times, ISO 8601 with `Z` or an offset, of any year. A bound outside the range of ClickHouse is moved to the
 * edge of the range, which selects the same rows.
 */
export const TimeBound = z.iso
  .datetime({
    offset: true,
    error: 'expected an ISO 8601 date with a time zone, such as 2026-01-15T09:30:00.123Z',
  })
  .overwrite((moment) => {
    const ms = Date.parse(moment);
    if (ms < Date.parse(EARLIEST)) return EARLIEST;
    return ms > Date.parse(LATEST) ? LATEST : moment;
  });
