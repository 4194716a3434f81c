import { z } from 'zod';

/** Who gave a score: a program, a person in a page, or an online evaluation rule. */
export const ScoreSource = z.enum(['sdk', 'ui', 'online_scoring']);
export type ScoreSource = z.infer<typeof ScoreSource>;

/** The largest value of a score, either way. */
const MAX_VALUE = 1_000_000_000;

/** A verdict on a trace, span or thread, as it is written. One value per (entity, name, author). */
export const FeedbackScoreWrite = z.object({
  name: z.string().min(1, 'a score needs a name'),
  value: z.number().min(-MAX_VALUE).max(MAX_VALUE),
  category_name: z.string().nullish(),
  reason: z.string().nullish(),
  source: ScoreSource.default('sdk'),
});
export type FeedbackScoreWrite = z.infer<typeof FeedbackScoreWrite>;

/** A score as it is read: the average over its authors, with each author's own value. */
export interface FeedbackScore {
  name: string;
  /** The average over all authors. */
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

/** One author's value of a score. */
export interface AuthorScore {
  value: number;
  category_name: string | null;
  reason: string | null;
  source: ScoreSource;
  last_updated_at: string;
}
