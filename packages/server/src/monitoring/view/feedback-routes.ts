import { FeedbackScoreWrite, type FeedbackView } from '@vitrine/core/model';
import { z } from 'zod';
import type { Principal } from '../../platform/auth/principal.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { json } from '../../platform/http/answer.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { pathId } from '../../platform/validation/ids.ts';
import type { Database } from '../../storage/database/database.ts';
import type { EntityType } from '../../tracing/entities/entity-type.ts';
import { locateEntities } from '../../tracing/entities/locate-entities.ts';
import { threadEntityId } from '../../tracing/entities/thread-entity-id.ts';
import { ProjectQuery, projectIdOf } from '../../tracing/project-registry/project-query.ts';
import type { Projects } from '../../tracing/project-registry/projects.ts';
import type { Scores } from '../../tracing/scores/scores.ts';

const PATH = '/api/v1/view/feedback';
const Target = ProjectQuery.extend({ trace_id: z.string().optional(), thread_id: z.string().min(1).optional() });
const TargetQuery = Target.extend({ name: z.string().min(1) });
const Write = Target.extend(FeedbackScoreWrite.omit({ source: true }).shape);

/** The entity that a score is about. */
interface Entity {
  type: EntityType;
  entityId: string;
  traceId: string;
  projectId: string;
}

/** Routes of `view/feedback`: read, write and delete the caller's own score of a trace or thread. */
export function feedbackRoutes({
  scores,
  database,
  projects,
}: {
  scores: Scores;
  database: Database;
  projects: Projects;
}): Route[] {
  return [
    route(
      {
        name: 'getFeedback',
        method: 'GET',
        path: PATH,
        summary: "The caller's own score",
        action: 'traces:read',
        query: TargetQuery,
        answer: json(),
      },
      async ({ principal, query }) => view(principal, await entityOf(principal, query), query.name),
    ),
    route(
      {
        name: 'setFeedback',
        method: 'PUT',
        path: PATH,
        summary: "Write the caller's own score",
        action: 'scores:write',
        body: Write,
        maxBodyBytes: 16 * 2 ** 10,
        answer: json(),
      },
      async ({ principal, body: { name, value, category_name, reason, ...target } }) => {
        const entity = await entityOf(principal, target);
        const score = { name, value, category_name, reason, source: 'ui' as const };
        await scores.write(principal, entity.type, [{ ...entity, score }]);
        return view(principal, entity, name);
      },
    ),
    route(
      {
        name: 'deleteFeedback',
        method: 'DELETE',
        path: PATH,
        summary: "Delete the caller's own score",
        action: 'scores:write',
        query: TargetQuery,
        answer: json(),
      },
      async ({ principal, query }) => {
        const entity = await entityOf(principal, query);
        const which = { names: [query.name], author: principal.subject };
        await scores.delete(principal, entity.type, [entity.entityId], which);
        return view(principal, entity, query.name);
      },
    ),
  ];

  async function entityOf(principal: Principal, target: z.infer<typeof Target>): Promise<Entity> {
    if (target.trace_id) {
      const id = pathId(target.trace_id);
      // The trace may not have arrived yet. Its score is stored nevertheless.
      const location = (await locateEntities(database, principal, 'trace', [id])).get(id);
      if (location?.deleted) throw new VitrineError('not_found', `the trace ${id} was deleted`);
      return { type: 'trace', entityId: id, traceId: id, projectId: location?.project_id ?? '' };
    }
    if (!target.thread_id)
      throw new VitrineError(
        'malformed',
        'the target of the score is missing: give trace_id, or thread_id with a project',
      );
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
