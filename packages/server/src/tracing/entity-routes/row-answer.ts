import { z } from 'zod';
import { Time } from '../../platform/validation/audit-fields.ts';
import type { AnswerForm, Column, Columns } from '../../storage/tables/column.ts';
import { CommentAnswer } from '../comments/comment-answer.ts';
import { FeedbackScoreAnswer } from '../scores/score-answers.ts';

const ErrorInfoAnswer = z.object({
  exception_type: z.string(),
  message: z.string().optional(),
  traceback: z.string(),
});

const FORMS: Record<Exclude<AnswerForm, 'always' | 'text'>, z.ZodType> = {
  number: z.number(),
  list: z.array(z.string()),
  counts: z.record(z.string(), z.number()),
  json: z.unknown(),
  error: ErrorInfoAnswer,
};

/**
 * Schema of a trace or span in a response: the columns of its table that responses contain, its scores and its
 * comments.
 */
export function rowAnswer(columns: Columns): z.ZodObject {
  const fields = Object.entries(columns).flatMap(([name, column]) => {
    const schema = fieldAnswer(column);
    return schema ? [[name, column.answer === 'always' ? schema : schema.optional()]] : [];
  });
  return z.looseObject({
    ...(Object.fromEntries(fields) as Record<string, z.ZodType>),
    feedback_scores: z.array(FeedbackScoreAnswer).optional(),
    comments: z.array(CommentAnswer).optional(),
  });
}

function fieldAnswer({ answer, type, values }: Column): z.ZodType | undefined {
  if (answer === undefined) return undefined;
  if (answer !== 'always' && answer !== 'text') return FORMS[answer];
  if (type.includes('DateTime64')) return Time;
  return values && answer === 'always' ? z.enum(values) : z.string();
}
