import { z } from 'zod';
import { CommentAnswer } from '../comments/comment-answer.ts';
import { FeedbackScoreAnswer } from '../scores/score-answers.ts';
import { Time, Written } from '../../platform/validation/written.ts';

/** A trace or span: what was written, and what follows from it. */
export const RowAnswer = z.looseObject({
  id: z.string(),
  project_id: z.string(),
  name: z.string().optional(),
  start_time: Time,
  end_time: Time.optional(),
  input: z.unknown().optional(),
  output: z.unknown().optional(),
  metadata: z.unknown().optional(),
  tags: z.array(z.string()).optional(),
  error_info: z
    .object({ exception_type: z.string(), message: z.string().optional(), traceback: z.string() })
    .optional(),
  usage: z.record(z.string(), z.number()).optional(),
  total_estimated_cost: z.number().optional(),
  duration: z.number().optional(),
  ttft: z.number().optional(),
  source: z.string().optional(),
  environment: z.string().optional(),
  feedback_scores: z.array(FeedbackScoreAnswer).optional(),
  comments: z.array(CommentAnswer).optional(),
  created_at: Time,
  created_by: z.string(),
  last_updated_at: Time,
  last_updated_by: z.string(),
});
