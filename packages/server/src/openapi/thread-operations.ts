import { z } from 'zod';
import { IdList } from '../platform/validation/ids.ts';
import { pageAnswer, ScoreNamesAnswer, StatsAnswer, ThreadAnswer } from './answers.ts';
import { under, type Operations } from './operation.ts';
import {
  comments,
  InProject,
  json,
  ListQuery,
  Narrowing,
  NDJSON,
  ScoreOf,
  Search,
  ThreadKey,
} from './shared-operations.ts';

const ThreadIds = z.array(z.string()).min(1).max(1_000);
const Status = z.object({ ...InProject, thread_id: z.string().nullish(), thread_ids: ThreadIds.nullish() });
const Tags = z.array(z.string()).nullish();
const Update = z.object({ tags: Tags, tags_to_add: Tags, tags_to_remove: Tags });

/** What the document says of threads. */
export const THREAD_OPERATIONS: Operations = under('/api/v1/private/traces/threads', {
  ...comments('thread'),
  'GET /': { summary: 'A page of threads', query: ListQuery, answer: json(pageAnswer(ThreadAnswer)) },
  'GET /stats': { summary: 'What threads add up to', query: z.object(Narrowing), answer: json(StatsAnswer) },
  'POST /search': {
    summary: 'Stream threads',
    body: Search.omit({ last_retrieved_id: true }).extend({ last_retrieved_thread_model_id: z.string().nullish() }),
    answer: NDJSON,
  },
  'POST /retrieve': {
    summary: 'Find a thread by its id',
    body: ThreadKey.extend({ truncate: z.boolean().nullish() }),
    answer: json(ThreadAnswer),
  },
  'PUT /close': { summary: 'Close threads', body: Status },
  'PUT /open': { summary: 'Open threads again', body: Status },
  'PATCH /:threadModelId': { summary: 'Change the tags of a thread', body: Update },
  'PATCH /batch': {
    summary: 'Change the tags of several threads',
    body: z.object({ ids: IdList, update: Update, merge_tags: z.boolean().nullish() }),
  },
  'PUT /feedback-scores': { summary: 'Score threads', body: ScoreOf('thread_id') },
  'POST /feedback-scores/delete': {
    summary: 'Take scores of a thread back',
    body: ThreadKey.extend({ names: z.array(z.string()).min(1), author: z.string().nullish() }),
  },
  'GET /feedback-scores/names': {
    summary: 'The names of the scores of threads',
    query: z.object({ project_id: z.string().optional() }),
    answer: json(ScoreNamesAnswer),
  },
  'POST /delete': {
    summary: 'Delete threads with their traces',
    body: z.object({ ...InProject, thread_ids: ThreadIds }),
  },
});
