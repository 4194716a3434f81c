import { DEFAULT_PROJECT } from '@vitrine/core/model';
import { z } from 'zod';
import type { Principal } from '../../platform/auth/principal.ts';
import { authorOf } from '../../platform/auth/authorship.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { json, NDJSON, pageOfRows, type Rows } from '../../platform/http/answer.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { IdList, pathId } from '../../platform/validation/ids.ts';
import type { WorkspaceConfigurations } from '../../platform/workspaces/workspace-configuration.ts';
import { chunksOfTexts } from '../../storage/batches/chunks-of.ts';
import { deleteThreads } from '../deletion/delete-threads.ts';
import type { TraceStores } from '../deletion/delete-traces.ts';
import { threadEntityId } from '../entities/thread-entity-id.ts';
import { threadOfModel } from '../entities/thread-model-id.ts';
import { projectIdOf } from '../project-registry/project-query.ts';
import {
  ListRequest,
  readListRequest,
  readSearchRequest,
  readStatsRequest,
  SearchRequest,
  StatsRequest,
} from '../query/list-request.ts';
import { ScoreNamesAnswer } from '../scores/score-answers.ts';
import { scoreNames } from '../scores/score-names.ts';
import { ThreadScoreBatch, writeThreadScores, type ScoreParts } from '../scores/write-scores.ts';
import { StatsAnswer } from '../statistics/stats-answer.ts';
import type { Threads } from './threads.ts';
import { ThreadAnswer } from './thread-answer.ts';
import type { ThreadStates } from './thread-states.ts';

const PATH = '/api/v1/private/traces/threads';

/** Body that names a project; otherwise the default project is meant. */
const InProject = z.object({ project_name: z.string().nullish(), project_id: z.string().nullish() });

const ThreadId = z.string().min(1);
const ThreadIds = z.array(ThreadId).min(1).max(1_000);

const Retrieve = InProject.extend({
  thread_id: ThreadId,
  truncate: z.boolean().nullish(),
  strip_attachments: z.boolean().nullish(),
});

const SetStatus = InProject.extend({ thread_id: ThreadId.nullish(), thread_ids: ThreadIds.nullish() });

const DeleteScores = InProject.extend({
  thread_id: ThreadId,
  names: z.array(z.string()).min(1),
  author: z.string().nullish(),
});

const DeleteThreads = InProject.extend({ thread_ids: ThreadIds });

const Tags = z.array(z.string()).nullish();
const Update = z.object({ tags: Tags, tags_to_add: Tags, tags_to_remove: Tags });
const UpdateBatch = z.object({ ids: IdList, update: Update, merge_tags: z.boolean().nullish() });

const ScoreNames = z.object({ project_id: z.string().toLowerCase().optional() });
const Search = SearchRequest.extend({ last_retrieved_thread_model_id: z.string().nullish() });
const LISTED = { entity: 'threads', excludable: [] } as const;

/** Dependencies of the routes. */
type Parts = TraceStores &
  ScoreParts & { threads: Threads; threadStates: ThreadStates; workspaces: WorkspaceConfigurations };

/** Routes of `traces/threads`: read, list, search, statistics, close and open, tag, score, delete. */
export function threadRoutes(parts: Parts): Route[] {
  const { database, projects, threads, scores, threadStates, workspaces } = parts;

  const projectOf = (principal: Principal, { project_id, project_name }: z.infer<typeof InProject>): Promise<string> =>
    projectIdOf(projects, principal, project_id ? { project_id } : { project_name: project_name || DEFAULT_PROJECT });
  const cooldownOf = async (principal: Principal): Promise<number> =>
    Math.round((await workspaces.cooldownSeconds(principal)) * 1_000);

  return [
    route(
      {
        name: 'listThreads',
        method: 'GET',
        path: PATH,
        summary: 'A page of threads',
        action: 'threads:read',
        query: ListRequest,
        answer: json(pageOfRows(ThreadAnswer)),
      },
      async (context) => {
        const { principal } = context;
        const query = await readListRequest(projects, principal, LISTED, context.query);
        return threads.page(principal, { ...query, cooldown: await cooldownOf(principal) }, context.signal);
      },
    ),
    route(
      {
        name: 'getThreadStats',
        method: 'GET',
        path: `${PATH}/stats`,
        summary: 'Statistics of threads',
        action: 'threads:read',
        query: StatsRequest,
        answer: json(StatsAnswer),
      },
      async (context) => {
        const { principal } = context;
        const query = await readStatsRequest(projects, principal, 'threads', context.query);
        return threads.stats(principal, { ...query, cooldown: await cooldownOf(principal) }, context.signal);
      },
    ),
    route(
      {
        name: 'searchThreads',
        method: 'POST',
        path: `${PATH}/search`,
        summary: 'Stream threads',
        action: 'threads:read',
        body: Search,
        answer: NDJSON,
      },
      async ({ principal, body }): Promise<Rows> => {
        const query = await readSearchRequest(projects, principal, LISTED, body);
        const { last_retrieved_thread_model_id: last } = body;
        const search = {
          ...query,
          cooldown: await cooldownOf(principal),
          below: last ? await cursor(principal, last) : undefined,
        };
        return (signal) => threads.search(principal, search, signal);
      },
    ),
    route(
      {
        name: 'retrieveThread',
        method: 'POST',
        path: `${PATH}/retrieve`,
        summary: 'Find a thread by its id',
        action: 'threads:read',
        body: Retrieve,
        answer: json(ThreadAnswer),
      },
      async ({ principal, body: { thread_id, truncate, strip_attachments, ...project } }) => {
        const thread = await threads.get(principal, thread_id, {
          projectId: await projectOf(principal, project),
          cooldown: await cooldownOf(principal),
          truncate: truncate ?? false,
          strip_attachments: strip_attachments ?? false,
        });
        if (!thread) throw noSuchThread(thread_id);
        return thread;
      },
    ),
    ...(
      [
        { verb: 'close', status: 'inactive', summary: 'Close threads' },
        { verb: 'open', status: 'active', summary: 'Open threads again' },
      ] as const
    ).map(({ verb, status, summary }) =>
      route(
        {
          name: `${verb}Threads`,
          method: 'PUT',
          path: `${PATH}/${verb}`,
          summary,
          action: 'threads:status',
          body: SetStatus,
        },
        async ({ principal, body: { thread_id, thread_ids, ...project } }) => {
          const ids = [...new Set([...(thread_id ? [thread_id] : []), ...(thread_ids ?? [])])];
          if (ids.length === 0) throw new VitrineError('malformed', 'name the threads, by thread_id or thread_ids');
          const projectId = await projectOf(principal, project);
          await mustExist(principal, projectId, ids);
          await threadStates.setStatus(principal, projectId, ids, status);
        },
      ),
    ),
    route(
      {
        name: 'scoreThreads',
        method: 'PUT',
        path: `${PATH}/feedback-scores`,
        summary: 'Score threads',
        action: 'scores:write',
        body: ThreadScoreBatch,
      },
      ({ principal, body }) => writeThreadScores(parts, principal, body),
    ),
    route(
      {
        name: 'listThreadScoreNames',
        method: 'GET',
        path: `${PATH}/feedback-scores/names`,
        summary: 'The names of the scores of threads',
        action: 'threads:read',
        query: ScoreNames,
        answer: json(ScoreNamesAnswer),
      },
      ({ principal, query: { project_id: projectId } }) => scoreNames(database, principal, 'thread', { projectId }),
    ),
    route(
      {
        name: 'deleteThreadScores',
        method: 'POST',
        path: `${PATH}/feedback-scores/delete`,
        summary: 'Delete scores of a thread',
        action: 'scores:write',
        body: DeleteScores,
      },
      async ({ principal, body: { thread_id, names, author, ...project } }) => {
        const which = { names, author: authorOf(principal, author, 'scores:moderate') };
        const entityId = threadEntityId(await projectOf(principal, project), thread_id);
        await scores.delete(principal, 'thread', [entityId], which);
      },
    ),
    route(
      {
        name: 'deleteThreads',
        method: 'POST',
        path: `${PATH}/delete`,
        summary: 'Delete threads with their traces',
        action: 'traces:delete',
        body: DeleteThreads,
      },
      async ({ principal, body: { thread_ids, ...project } }) =>
        deleteThreads(parts, principal, await projectOf(principal, project), thread_ids),
    ),
    route(
      {
        name: 'updateThreads',
        method: 'PATCH',
        path: `${PATH}/batch`,
        summary: 'Change the tags of several threads',
        action: 'traces:tag',
        body: UpdateBatch,
      },
      async ({ principal, body: { ids, update, merge_tags } }) => {
        const updated = await Promise.all(ids.map((id) => threadOf(principal, id)));
        const edits = merge_tags
          ? { ...update, tags: undefined, tags_to_add: [...(update.tags ?? []), ...(update.tags_to_add ?? [])] }
          : update;
        for (const { project_id, thread_id } of updated) {
          await threadStates.editTags(principal, project_id, [thread_id], edits);
        }
      },
    ),
    route(
      {
        name: 'updateThread',
        method: 'PATCH',
        path: `${PATH}/:threadModelId`,
        summary: 'Change the tags of a thread',
        action: 'traces:tag',
        body: Update,
      },
      async ({ principal, params, body }) => {
        const { project_id, thread_id } = await threadOf(principal, pathId(params['threadModelId']));
        await threadStates.editTags(principal, project_id, [thread_id], body);
      },
    ),
  ];

  async function threadOf(principal: Principal, modelId: string) {
    const thread = await threadOfModel(database, principal, modelId.toLowerCase());
    if (!thread) throw new VitrineError('not_found', `there is no thread with the thread_model_id ${modelId}`);
    return thread;
  }

  /** Returns the position after a thread, from which a search continues. */
  async function cursor(principal: Principal, modelId: string) {
    const { project_id: projectId, thread_id } = await threadOf(principal, modelId);
    const options = { projectId, cooldown: 0, truncate: true, strip_attachments: true };
    const thread = await threads.get(principal, thread_id, options);
    if (!thread) throw noSuchThread(thread_id);
    return { start_time: thread.start_time, thread_id };
  }

  async function mustExist(principal: Principal, project: string, ids: readonly string[]): Promise<void> {
    const there = new Set<string>();
    for (const chunk of chunksOfTexts(ids)) {
      const rows = await database.of(principal).read<{ thread_id: string }>(
        `SELECT DISTINCT thread_id FROM traces FINAL
         WHERE workspace = {workspace:String} AND project_id = {project:String} AND thread_id IN {threads:Array(String)}`,
        { project, threads: chunk },
      );
      for (const row of rows) there.add(row.thread_id);
    }
    const missing = ids.find((id) => !there.has(id));
    if (missing !== undefined) throw noSuchThread(missing);
  }
}

function noSuchThread(threadId: string): VitrineError {
  return new VitrineError('not_found', `there is no thread "${threadId}" in that project`);
}
