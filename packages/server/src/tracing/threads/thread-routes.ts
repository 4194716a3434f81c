import { DEFAULT_PROJECT } from '@vitrine/core/model';
import { Router } from 'express';
import { z } from 'zod';
import { principalOf } from '../../platform/auth/authenticate.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { chunksOfTexts } from '../../storage/batches/chunks-of.ts';
import { commentRoutes } from '../comments/comment-routes.ts';
import { deleteThreads } from '../deletion/delete-threads.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { parse } from '../../platform/validation/parse.ts';
import { IdList, pathId } from '../../platform/validation/ids.ts';
import { sendNdjson } from '../../platform/http/ndjson.ts';
import { sendJson } from '../../platform/http/send-json.ts';
import { projectIdOf } from '../project-registry/project-of-query.ts';
import { readListRequest, readSearchRequest, readStatsRequest } from '../query/list-request.ts';
import type { Resources } from '../../server/resources.ts';
import { scoreNames } from '../scores/score-names.ts';
import { threadEntityId } from '../entities/thread-entity-id.ts';
import { writeThreadScores } from '../scores/write-scores.ts';
import { threadOfModel } from '../entities/thread-model-id.ts';

/** A body that names a project; without one the default project is meant. */
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
const Search = z.object({ last_retrieved_thread_model_id: z.string().nullish() });
const LISTED = { entity: 'threads', excludable: [] } as const;

/** `traces/threads`: read, list, search, add up, close and open, tag, score, comment, delete. */
export function threadRoutes(resources: Resources): Router {
  const { database, projects, publicThreads, scores, threadStates, workspaces, log } = resources;
  const router = Router();

  const projectOf = (principal: Principal, { project_id, project_name }: z.infer<typeof InProject>): Promise<string> =>
    projectIdOf(projects, principal, project_id ? { project_id } : { project_name: project_name || DEFAULT_PROJECT });
  const cooldownOf = async (principal: Principal): Promise<number> =>
    Math.round((await workspaces.cooldownSeconds(principal)) * 1_000);

  router.get('/', async (request, response) => {
    const principal = principalOf(request);
    const query = await readListRequest(projects, principal, LISTED, request.query);
    const page = { ...query, cooldown: await cooldownOf(principal) };
    await sendJson(response, (signal) => publicThreads.page(principal, page, signal));
  });

  router.get('/stats', async (request, response) => {
    const principal = principalOf(request);
    const query = await readStatsRequest(projects, principal, 'threads', request.query);
    const list = { ...query, cooldown: await cooldownOf(principal) };
    await sendJson(response, (signal) => publicThreads.stats(principal, list, signal));
  });

  router.post('/search', async (request, response) => {
    const principal = principalOf(request);
    const query = await readSearchRequest(projects, principal, LISTED, request.body);
    const { last_retrieved_thread_model_id: last } = parse(Search, request.body);
    const search = {
      ...query,
      cooldown: await cooldownOf(principal),
      below: last ? await cursor(principal, last) : undefined,
    };
    await sendNdjson(response, log, (signal) => publicThreads.search(principal, search, signal));
  });

  router.post('/retrieve', async (request, response) => {
    const principal = principalOf(request);
    const { thread_id, truncate, strip_attachments, ...project } = parse(Retrieve, request.body);
    const thread = await publicThreads.get(principal, thread_id, {
      projectId: await projectOf(principal, project),
      cooldown: await cooldownOf(principal),
      truncate: truncate ?? false,
      strip_attachments: strip_attachments ?? false,
    });
    if (!thread) throw noSuchThread(thread_id);
    response.json(thread);
  });

  for (const [path, status] of [
    ['/close', 'inactive'],
    ['/open', 'active'],
  ] as const) {
    router.put(path, async (request, response) => {
      const principal = principalOf(request);
      const { thread_id, thread_ids, ...project } = parse(SetStatus, request.body);
      const ids = [...new Set([...(thread_id ? [thread_id] : []), ...(thread_ids ?? [])])];
      if (ids.length === 0) throw new VitrineError('malformed', 'name the threads, by thread_id or thread_ids');
      const projectId = await projectOf(principal, project);
      await mustExist(principal, projectId, ids);
      await threadStates.setStatus(principal, projectId, ids, status);
      response.status(204).end();
    });
  }

  router.put('/feedback-scores', async (request, response) => {
    await writeThreadScores(resources, principalOf(request), request.body);
    response.status(204).end();
  });

  router.get('/feedback-scores/names', async (request, response) => {
    const { project_id: projectId } = parse(ScoreNames, request.query, 'the query');
    response.json(await scoreNames(database, principalOf(request), 'thread', { projectId }));
  });

  router.post('/feedback-scores/delete', async (request, response) => {
    const principal = principalOf(request);
    const { thread_id, names, author, ...project } = parse(DeleteScores, request.body);
    const which = { names, ...(typeof author === 'string' && { author }) };
    await scores.delete(principal, 'thread', [threadEntityId(await projectOf(principal, project), thread_id)], which);
    response.status(204).end();
  });

  router.post('/delete', async (request, response) => {
    const principal = principalOf(request);
    const { thread_ids, ...project } = parse(DeleteThreads, request.body);
    await deleteThreads(resources, principal, await projectOf(principal, project), thread_ids);
    response.status(204).end();
  });

  router.use(commentRoutes(resources, 'thread'));

  router.patch('/batch', async (request, response) => {
    const principal = principalOf(request);
    const { ids, update, merge_tags } = parse(UpdateBatch, request.body);
    const threads = await Promise.all(ids.map((id) => threadOf(principal, id)));
    const edits = merge_tags
      ? { ...update, tags: undefined, tags_to_add: [...(update.tags ?? []), ...(update.tags_to_add ?? [])] }
      : update;
    for (const { project_id, thread_id } of threads) {
      await threadStates.editTags(principal, project_id, [thread_id], edits);
    }
    response.status(204).end();
  });

  router.patch('/:threadModelId', async (request, response) => {
    const principal = principalOf(request);
    const { project_id, thread_id } = await threadOf(principal, pathId(request.params.threadModelId));
    await threadStates.editTags(principal, project_id, [thread_id], parse(Update, request.body));
    response.status(204).end();
  });

  return router;

  async function threadOf(principal: Principal, modelId: string) {
    const thread = await threadOfModel(database, principal, modelId.toLowerCase());
    if (!thread) throw new VitrineError('not_found', `there is no thread with the thread_model_id ${modelId}`);
    return thread;
  }

  /** Where a search goes on after a thread. */
  async function cursor(principal: Principal, modelId: string) {
    const { project_id: projectId, thread_id } = await threadOf(principal, modelId);
    const options = { projectId, cooldown: 0, truncate: true, strip_attachments: true };
    const thread = await publicThreads.get(principal, thread_id, options);
    if (!thread) throw noSuchThread(thread_id);
    return { start_time: thread.start_time, thread_id };
  }

  async function mustExist({ workspace }: Principal, project: string, ids: readonly string[]): Promise<void> {
    const there = new Set<string>();
    for (const threads of chunksOfTexts(ids)) {
      const rows = await database.read<{ thread_id: string }>(
        `SELECT DISTINCT thread_id FROM traces FINAL
         WHERE workspace = {workspace:String} AND project_id = {project:String} AND thread_id IN {threads:Array(String)}`,
        { workspace, project, threads },
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
