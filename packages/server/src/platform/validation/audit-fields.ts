import { z } from 'zod';

/** A time in a response, ISO 8601. */
export const Time = z.string().meta({ format: 'date-time' });

/** Schemas of the fields that say who created and last changed an entity, and when. */
export const AuditFields = {
  created_at: Time,
  created_by: z.string(),
  last_updated_at: Time,
  last_updated_by: z.string(),
};
