import { z } from 'zod';

/** What a list adds up to. */
export const StatsAnswer = z.object({
  stats: z.array(z.object({ type: z.string(), name: z.string(), value: z.unknown().optional() })),
});
