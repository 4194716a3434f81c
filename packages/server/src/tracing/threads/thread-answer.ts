import { z } from 'zod';
import { Time } from '../../platform/validation/audit-fields.ts';
import { FeedbackScoreAnswer } from '../scores/score-answers.ts';

/** A thread in a response. */
export const ThreadAnswer = z.looseObject({
  id: z.string(),
  project_id: z.string(),
  thread_model_id: z.string(),
  start_time: Time,
  end_time: Time.optional(),
  duration: z.number().optional(),
  first_message: z.unknown().optional(),
  last_message: z.unknown().optional(),
  number_of_messages: z.number(),
  feedback_scores: z.array(FeedbackScoreAnswer).optional(),
});
