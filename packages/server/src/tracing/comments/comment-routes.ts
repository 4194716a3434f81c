import { CommentWrite, type Comment } from '@vitrine/core/model';
import { Router, type Request } from 'express';
import { z } from 'zod';
import { principalOf } from '../../platform/auth/authenticate.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { parse } from '../../platform/validation/parse.ts';
import { IdList, pathId } from '../../platform/validation/ids.ts';
import { locateEntities } from '../entities/locate-entities.ts';
import type { EntityType } from '../entities/entity-type.ts';
import { threadEntityId } from '../entities/thread-entity-id.ts';
import { threadOfModel } from '../entities/thread-model-id.ts';
import type { Commented } from './comments.ts';
import type { Database } from '../../storage/database/database.ts';
import type { Comments } from './comments.ts';

const Delete = z.object({ ids: IdList });

/** The comments on traces, spans or threads, for a router of theirs. A thread is named by its `thread_model_id`. */
export function commentRoutes(
  { comments, database }: { comments: Comments; database: Database },
  entity: EntityType,
): Router {
  const router = Router();

  router.post('/comments/delete', async (request, response) => {
    await comments.delete(principalOf(request), entity, parse(Delete, request.body).ids);
    response.status(204).end();
  });

  router.patch('/comments/:commentId', async (request, response) => {
    const id = pathId(request.params.commentId);
    const { text } = parse(CommentWrite, request.body);
    if (!(await comments.update(principalOf(request), entity, id, text))) throw missing(id);
    response.status(204).end();
  });

  router.post('/:id/comments', async (request, response) => {
    const { text } = parse(CommentWrite, request.body);
    const comment = await comments.add(principalOf(request), entity, await commentedOf(request), text);
    response.status(201).location(`${request.baseUrl}${request.path}/${comment.id}`).end();
  });

  router.get('/:id/comments/:commentId', async (request, response) => {
    const id = pathId(request.params.commentId);
    const { entityId } = await commentedOf(request);
    const found = await comments.get(principalOf(request), entity, id);
    if (!found || found.entityId !== entityId) throw missing(id);
    const { entityId: _, ...comment } = found;
    response.json(comment satisfies Comment);
  });

  return router;

  /** What the path names, found. */
  async function commentedOf(request: Request): Promise<Commented> {
    const principal = principalOf(request);
    const id = pathId(request.params['id']);
    if (entity === 'thread') {
      const thread = await threadOfModel(database, principal, id);
      if (!thread) throw new VitrineError('not_found', `there is no thread with the model id ${id}`);
      const { project_id, thread_id } = thread;
      return { entityId: threadEntityId(project_id, thread_id), traceId: '', projectId: project_id };
    }
    const place = (await locateEntities(database, principal, entity, [id])).get(id);
    if (!place || place.deleted) throw new VitrineError('not_found', `there is no ${entity} ${id}`);
    return { entityId: id, traceId: place.trace_id, projectId: place.project_id };
  }
}

function missing(id: string): VitrineError {
  return new VitrineError('not_found', `there is no comment ${id} there`);
}
