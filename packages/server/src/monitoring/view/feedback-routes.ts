import { FeedbackScoreWrite, type FeedbackView } from '@vitrine/core/model';
import { Router } from 'express';
import { z } from 'zod';
import { principalOf } from '../../platform/auth/authenticate.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { parse } from '../../platform/validation/parse.ts';
import { pathId } from '../../platform/validation/ids.ts';
import { ProjectQuery, projectIdOf } from '../../tracing/project-registry/project-of-query.ts';
import type { Resources } from '../../server/resources.ts';
import { locateEntities } from '../../tracing/entities/locate-entities.ts';
import type { EntityType } from '../../tracing/entities/entity-type.ts';
import { threadEntityId } from '../../tracing/entities/thread-entity-id.ts';

const Target = ProjectQuery.extend({ trace_id: z.string().optional(), thread_id: z.string().min(1).optional() });
const TargetQuery = Target.extend({ name: z.string().min(1) });
const Write = Target.extend(FeedbackScoreWrite.omit({ source: true }).shape);

/** What a score is about, found. */
interface Entity {
  type: EntityType;
  entityId: string;
  traceId: string;
  projectId: string;
}

/** `feedback`: the caller's own score of a trace or thread, read, written and taken back. */
export function feedbackRoutes(resources: Resources): Router {
  const { scores, database, projects } = resources;
  const router = Router();

  router.get('/', async (request, response) => {
    const principal = principalOf(request);
    const query = parse(TargetQuery, request.query, 'the query');
    response.json(await view(principal, await entityOf(principal, query), query.name));
  });

  router.put('/', async (request, response) => {
    const principal = principalOf(request);
    const { name, value, category_name, reason, ...target } = parse(Write, request.body);
    const entity = await entityOf(principal, target);
    const score = { name, value, category_name, reason, source: 'ui' as const };
    await scores.write(principal, entity.type, [{ ...entity, score }]);
    response.json(await view(principal, entity, name));
  });

  router.delete('/', async (request, response) => {
    const principal = principalOf(request);
    const query = parse(TargetQuery, request.query, 'the query');
    const entity = await entityOf(principal, query);
    await scores.delete(principal, entity.type, [entity.entityId], { names: [query.name], author: principal.subject });
    response.json(await view(principal, entity, query.name));
  });

  return router;

  async function entityOf(principal: Principal, target: z.infer<typeof Target>): Promise<Entity> {
    if (target.trace_id) {
      const id = pathId(target.trace_id);
      // The trace may still be on its way; its score waits for it.
      const place = (await locateEntities(database, principal, 'trace', [id])).get(id);
      if (place?.deleted) throw new VitrineError('not_found', `the trace ${id} was deleted`);
      return { type: 'trace', entityId: id, traceId: id, projectId: place?.project_id ?? '' };
    }
    if (!target.thread_id)
      throw new VitrineError('malformed', 'name what the score is about: trace_id, or thread_id with a project');
    const projectId = await projectIdOf(projects, principal, target);
    return { type: 'thread', entityId: threadEntityId(projectId, target.thread_id), traceId: '', projectId };
  }

  async function view(principal: Principal, { type, entityId }: Entity, name: string): Promise<FeedbackView> {
    const all = (await scores.read(principal, type, [entityId])).get(entityId) ?? [];
    const score = all.find((each) => each.name === name);
    const mine =
      score && Object.hasOwn(score.value_by_author, principal.subject)
        ? score.value_by_author[principal.subject]
        : undefined;
    return {
      mine: mine ? { value: mine.value, category_name: mine.category_name, reason: mine.reason } : null,
      average: score?.value ?? null,
      count: score ? Object.keys(score.value_by_author).length : 0,
    };
  }
}
