import { DEFAULT_PROJECT } from '@vitrine/core/model';
import { Router } from 'express';
import { z } from 'zod';
import { principalOf } from '../auth/authenticate.ts';
import { commentRoutes } from '../comments/comment-routes.ts';
import { deleteThreads } from '../deletion/delete-threads.ts';
import { ApiError, parse } from '../http/api-error.ts';
import { projectIdOf } from '../projects/project-of-query.ts';
import type { Resources } from '../resources.ts';
import { threadEntityId } from '../scores/scores.ts';
import { writeThreadScores } from '../scores/write-scores.ts';
import { threadModelId } from './thread-model-id.ts';

const Retrieve = z.object({
  project_name: z.string().nullish(),
  project_id: z.string().nullish(),
  thread_id: z.string().min(1),
});

const DeleteScores = z.object({
  project_name: z.string().nullish(),
  thread_id: z.string().min(1),
  names: z.array(z.string()).min(1),
  author: z.string().nullish(),
});

const DeleteThreads = z.object({
  project_name: z.string().nullish(),
  project_id: z.string().nullish(),
  thread_ids: z.array(z.string().min(1)).min(1).max(1_000),
});

/** `traces/threads`: read one, score, delete. */
export function threadRoutes(resources: Resources): Router {
  const { threads, projects, scores } = resources;
  const router = Router();

  router.put('/feedback-scores', async (request, response) => {
    await writeThreadScores(resources, principalOf(request), request.body);
    response.status(204).end();
  });

  router.post('/feedback-scores/delete', async (request, response) => {
    const principal = principalOf(request);
    const { project_name, thread_id, names, author } = parse(DeleteScores, request.body);
    const projectId = await projects.idOf(principal, project_name || DEFAULT_PROJECT);
    const which = { names, ...(typeof author === 'string' && { author }) };
    await scores.delete(principal, 'thread', [threadEntityId(projectId, thread_id)], which);
    response.status(204).end();
  });

  router.post('/delete', async (request, response) => {
    const principal = principalOf(request);
    const { thread_ids, project_id, project_name } = parse(DeleteThreads, request.body);
    const query = project_id ? { project_id } : { project_name: project_name || DEFAULT_PROJECT };
    await deleteThreads(resources, principal, await projectIdOf(projects, principal, query), thread_ids);
    response.status(204).end();
  });

  router.use(commentRoutes(resources, 'thread'));

  router.post('/retrieve', async (request, response) => {
    const principal = principalOf(request);
    const { project_name, project_id, thread_id } = parse(Retrieve, request.body);
    const project = project_id
      ? await projects.get(principal, project_id)
      : await projects.byName(principal, project_name || DEFAULT_PROJECT);
    const thread = project && (await threads.get(principal, project, thread_id));
    if (!thread) throw new ApiError(404, `there is no thread "${thread_id}" in that project`);
    const [first, last] = [thread.turns[0], thread.turns.at(-1)];
    response.json({
      id: thread_id,
      thread_model_id: threadModelId(principal, project.id, thread_id),
      project_id: project.id,
      start_time: thread.start_time,
      ...(thread.end_time && { end_time: thread.end_time }),
      ...(thread.end_time && { duration: Date.parse(thread.end_time) - Date.parse(thread.start_time) }),
      first_message: first?.input,
      last_message: last?.output,
      number_of_messages: thread.turn_total * 2,
      ...(thread.total_estimated_cost !== null && { total_estimated_cost: thread.total_estimated_cost }),
      ...(thread.total_tokens !== null && { usage: { total_tokens: thread.total_tokens } }),
      feedback_scores: thread.feedback_scores,
    });
  });

  return router;
}
