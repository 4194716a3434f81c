import { CommentWrite, FeedbackScoreWrite } from '@vitrine/core/model';
import { z } from 'zod';
import { IdList } from '../platform/validation/ids.ts';
import { PageQuery, QueryBoolean } from '../platform/validation/pages.ts';
import { CommentAnswer, pageAnswer, ScoreNamesAnswer, StatsAnswer } from './answers.ts';
import type { Answer, Operations } from './operation.ts';

export const CREATED: Answer = { status: 201, description: 'Created. Location ends in its id.' };
export const NDJSON: Answer = {
  status: 200,
  type: 'application/octet-stream',
  description: 'One JSON object a line, by id descending',
};
export const json = (schema?: z.ZodType): Answer => ({ status: 200, ...(schema && { schema }) });

export const Ids = z.object({ ids: IdList });
export const InProject = { project_name: z.string().optional(), project_id: z.string().optional() };
export const Narrowing = {
  ...InProject,
  filters: z.string().optional().describe('A JSON array of {field, operator, value, key?}'),
  search: z.string().optional(),
  from_time: z.string().optional(),
  to_time: z.string().optional(),
};
const Shown = { truncate: QueryBoolean.optional(), strip_attachments: QueryBoolean.optional() };
const Sorting = { sorting: z.string().optional().describe('A JSON array of {field, direction}') };
export const ListQuery = PageQuery.extend({ ...Narrowing, ...Shown, ...Sorting, exclude: z.string().optional() });
const OfTrace = { trace_id: z.string().optional(), type: z.enum(['general', 'tool', 'llm', 'guardrail']).optional() };
const Filter = z.object({
  field: z.string(),
  operator: z.string(),
  value: z.string().nullish(),
  key: z.string().nullish(),
});
export const Search = z.object({
  ...InProject,
  filters: z.array(Filter).optional(),
  limit: z.number().int().min(1).max(2_000).default(500),
  last_retrieved_id: z.string().optional(),
  truncate: z.boolean().optional(),
  strip_attachments: z.boolean().optional(),
  exclude: z.array(z.string()).optional(),
  from_time: z.string().optional(),
  to_time: z.string().optional(),
});
export const Named = PageQuery.extend({ name: z.string().optional(), ...Sorting });
export const ScoreOf = (id: 'id' | 'thread_id') =>
  z.object({
    scores: z
      .array(FeedbackScoreWrite.extend({ [id]: z.string(), project_name: z.string().nullish() }))
      .min(1)
      .max(1_000),
  });
export const ThreadKey = z.object({ ...InProject, thread_id: z.string() });

/** Comments and scores, which traces, spans and threads have alike. */
export function comments(what: string): Operations {
  return {
    'POST /:id/comments': { summary: `Comment on a ${what}`, body: CommentWrite, answer: CREATED },
    'GET /:id/comments/:commentId': { summary: `Read a comment on a ${what}`, answer: json(CommentAnswer) },
    'PATCH /comments/:commentId': { summary: `Change a comment on a ${what}`, body: CommentWrite },
    'POST /comments/delete': { summary: `Delete comments on a ${what}`, body: Ids },
  };
}

export function scores(what: string): Operations {
  const taken = z.object({ name: z.string(), author: z.string().nullish() });
  return {
    'PUT /feedback-scores': { summary: `Score ${what}s; writing again overwrites`, body: ScoreOf('id') },
    'PUT /:id/feedback-scores': { summary: `Score one ${what}`, body: FeedbackScoreWrite },
    'POST /:id/feedback-scores/delete': { summary: `Take a score of a ${what} back`, body: taken },
    'GET /feedback-scores/names': {
      summary: `The names of the scores of ${what}s`,
      query: z.object({ project_id: z.string().optional() }),
      answer: json(ScoreNamesAnswer),
    },
  };
}

export function written(what: 'trace' | 'span', write: z.ZodType, update: z.ZodType, answer: z.ZodType): Operations {
  const more = what === 'span' ? OfTrace : {};
  return {
    'POST /batch': {
      summary: `Write ${what}s, 1 to 1,000; again is the same`,
      body: z.object({ [`${what}s`]: z.array(write).min(1).max(1_000) }),
    },
    'POST /': { summary: `Create one ${what}; 409 where it is there`, body: write, answer: CREATED },
    'PATCH /batch': {
      summary: `Change several ${what}s alike`,
      body: z.object({ ids: IdList, update, merge_tags: z.boolean().nullish() }),
    },
    'GET /': { summary: `A page of ${what}s`, query: ListQuery.extend(more), answer: json(pageAnswer(answer)) },
    'GET /stats': {
      summary: `What ${what}s add up to`,
      query: z.object({ ...Narrowing, ...more }),
      answer: json(StatsAnswer),
    },
    'POST /search': { summary: `Stream ${what}s`, body: Search.extend(more), answer: NDJSON },
    'GET /:id': { summary: `Read a ${what}`, query: z.object(Shown), answer: json(answer) },
    'PATCH /:id': { summary: `Change a ${what}; one that is not there is made`, body: update },
  };
}
