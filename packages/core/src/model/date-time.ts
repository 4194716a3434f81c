import { z } from 'zod';

/**
 * Exclusive bounds of the accepted dates, compared as strings. A date between them fits into ClickHouse, whatever its
 * offset.
 */
const FIRST = '1900-01-02';
const LAST = '2199-12-31';

/**
 * A time on the wire: ISO 8601 with `Z` or an offset, up to nanoseconds, from 1900 to 2199. Numbers are not accepted.
 */
export const DateTime = z.iso
  .datetime({
    offset: true,
    error: 'expected an ISO 8601 date with a time zone, such as 2026-01-15T09:30:00.123Z',
  })
  .refine((date) => date > FIRST && date < LAST, { error: 'expected a date from 1900 to 2199' });
export type DateTime = z.infer<typeof DateTime>;
