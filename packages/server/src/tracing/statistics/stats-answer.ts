import { z } from 'zod';

/** Answer with the statistics of a list. */
export const StatsAnswer = z.object({
  stats: z.array(z.object({ type: z.string(), name: z.string(), value: z.unknown().optional() })),
});
