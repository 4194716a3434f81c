import type { FeedbackScore } from '@vitrine/core/model';
import { z } from 'zod';
import { Time, AuditFields } from '../../platform/validation/audit-fields.ts';

const AuthorScoreAnswer = z.object({
  value: z.number(),
  category_name: z.string().nullable(),
  reason: z.string().nullable(),
  source: z.enum(['sdk', 'ui', 'online_scoring']),
  last_updated_at: Time,
});

/** Score, averaged over its authors. */
export const FeedbackScoreAnswer = z.object({
  name: z.string(),
  value: z.number(),
  category_name: z.string().nullable(),
  reason: z.string().nullable(),
  source: z.enum(['sdk', 'ui', 'online_scoring']),
  ...AuditFields,
  value_by_author: z.record(z.string(), AuthorScoreAnswer),
}) satisfies z.ZodType<FeedbackScore>;

/** Names of scores. */
export const ScoreNamesAnswer = z.object({ scores: z.array(z.object({ name: z.string() })) });
