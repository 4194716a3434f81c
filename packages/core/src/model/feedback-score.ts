import { z } from 'zod';

/** Source of a score: a program, a user of a page, or an online evaluation rule. */
export const ScoreSource = z.enum(['sdk', 'ui', 'online_scoring']);
export type ScoreSource = z.infer<typeof ScoreSource>;

/** Maximum absolute value of a score. */
const MAX_VALUE = 1_000_000_000;

/** A score of a trace, span or thread, as clients write it. There is one value per (entity, name, author). */
export const FeedbackScoreWrite = z.object({
  name: z.string().min(1, 'a score needs a name'),
  value: z.number().min(-MAX_VALUE).max(MAX_VALUE),
  category_name: z.string().nullish(),
  reason: z.string().nullish(),
  source: ScoreSource.default('sdk'),
});
export type FeedbackScoreWrite = z.infer<typeof FeedbackScoreWrite>;

/** A score as clients read it: the average over its authors, and the value of each author. */
export interface FeedbackScore {
  name: string;
  /** Average over all authors. */
  value: number;
  category_name: string | null;
  reason: string | null;
  source: ScoreSource;
  created_at: string;
  created_by: string;
  last_updated_at: string;
  last_updated_by: string;
  value_by_author: Record<string, AuthorScore>;
}

/** Value of one author. */
export interface AuthorScore {
  value: number;
  category_name: string | null;
  reason: string | null;
  source: ScoreSource;
  last_updated_at: string;
}
