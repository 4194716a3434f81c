import { z } from 'zod';

/** A moment on the wire: ISO 8601 with `Z` or an offset, up to nanoseconds. Numbers are refused. */
export const DateTime = z.iso.datetime({
  offset: true,
  error: 'expected an ISO 8601 date with a time zone, such as 2026-01-15T09:30:00.123Z',
});
export type DateTime = z.infer<typeof DateTime>;
