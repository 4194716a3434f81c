import { CommentWrite, type Comment } from '@vitrine/core/model';
import type { Principal } from '../../platform/auth/principal.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { CREATED, json } from '../../platform/http/answer.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { Ids, pathId } from '../../platform/validation/ids.ts';
import type { Database } from '../../storage/database/database.ts';
import type { EntityType } from '../entities/entity-type.ts';
import { locateEntities } from '../entities/locate-entities.ts';
import { threadEntityId } from '../entities/thread-entity-id.ts';
import { threadOfModel } from '../entities/thread-model-id.ts';
import { CommentAnswer } from './comment-answer.ts';
import type { CommentTarget, Comments } from './comments.ts';

const PATHS = { trace: 'traces', span: 'spans', thread: 'traces/threads' };

/** Returns the routes for comments on traces, spans or threads. A thread is named by its `thread_model_id`. */
export function commentRoutes(
  { comments, database }: { comments: Comments; database: Database },
  entity: EntityType,
): Route[] {
  const Noun = `${entity[0]?.toUpperCase()}${entity.slice(1)}`;
  const path = `/api/v1/private/${PATHS[entity]}`;
  return [
    route(
      {
        name: `create${Noun}Comment`,
        method: 'POST',
        path: `${path}/:id/comments`,
        summary: `Comment on a ${entity}`,
        action: 'comments:write',
        body: CommentWrite,
        answer: CREATED,
      },
      async ({ principal, params, body: { text } }) =>
        (await comments.add(principal, entity, await targetOf(principal, params['id']), text)).id,
    ),
    route(
      {
        name: `get${Noun}Comment`,
        method: 'GET',
        path: `${path}/:id/comments/:commentId`,
        summary: `Read a comment on a ${entity}`,
        action: 'traces:read',
        answer: json(CommentAnswer),
      },
      async ({ principal, params }): Promise<Comment> => {
        const id = pathId(params['commentId']);
        const { entityId } = await targetOf(principal, params['id']);
        const found = await comments.get(principal, entity, id);
        if (!found || found.entityId !== entityId) throw missing(id);
        const { entityId: _, ...comment } = found;
        return comment;
      },
    ),
    route(
      {
        name: `update${Noun}Comment`,
        method: 'PATCH',
        path: `${path}/comments/:commentId`,
        summary: `Change a comment on a ${entity}`,
        action: 'comments:write',
        body: CommentWrite,
      },
      async ({ principal, params, body: { text } }) => {
        const id = pathId(params['commentId']);
        if (!(await comments.update(principal, entity, id, text))) throw missing(id);
      },
    ),
    route(
      {
        name: `delete${Noun}Comments`,
        method: 'POST',
        path: `${path}/comments/delete`,
        summary: `Delete comments on a ${entity}`,
        action: 'comments:write',
        body: Ids,
      },
      ({ principal, body }) => comments.delete(principal, entity, body.ids),
    ),
  ];

  /** Finds the entity that the path names. */
  async function targetOf(principal: Principal, given: string | undefined): Promise<CommentTarget> {
    const id = pathId(given);
    if (entity === 'thread') {
      const thread = await threadOfModel(database, principal, id);
      if (!thread) throw new VitrineError('not_found', `there is no thread with the model id ${id}`);
      const { project_id, thread_id } = thread;
      return { entityId: threadEntityId(project_id, thread_id), traceId: '', projectId: project_id };
    }
    const location = (await locateEntities(database, principal, entity, [id])).get(id);
    if (!location || location.deleted) throw new VitrineError('not_found', `there is no ${entity} ${id}`);
    return { entityId: id, traceId: location.trace_id, projectId: location.project_id };
  }
}

function missing(id: string): VitrineError {
  return new VitrineError('not_found', `there is no comment ${id} there`);
}
