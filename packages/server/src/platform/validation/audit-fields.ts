import { z } from 'zod';

/** A time in an answer, ISO 8601. */
export const Time = z.string().meta({ format: 'date-time' });

/** Who made a record and changed it last, and when. */
export const AuditFields = {
  created_at: Time,
  created_by: z.string(),
  last_updated_at: Time,
  last_updated_by: z.string(),
};
