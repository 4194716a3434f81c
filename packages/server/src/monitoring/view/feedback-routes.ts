import { setTimeout as pause } from 'node:timers/promises';
import { FeedbackScoreWrite, type FeedbackScore, type FeedbackView } from '@vitrine/core/model';
import { z } from 'zod';
import { serverPrincipal, type Principal } from '../../platform/auth/principal.ts';
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

/** How long the bearer of a token waits for a trace that is not stored yet, and how often it is looked for, in ms. */
const PATIENCE_MS = 3_000;
const LOOK_MS = 250;

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
        checkScore(principal, name, value);
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
        checkScore(principal, query.name);
        const entity = await entityOf(principal, query);
        const which = { names: [query.name], author: principal.subject };
        await scores.delete(ownScores(principal), entity.type, [entity.entityId], which);
        return view(principal, entity, query.name);
      },
    ),
  ];

  async function entityOf(principal: Principal, target: z.infer<typeof Target>): Promise<Entity> {
    if (target.trace_id) {
      const id = pathId(target.trace_id);
      const projectId = await projectOfTrace(principal, id);
      return { type: 'trace', entityId: id, traceId: id, projectId };
    }
    if (!target.thread_id)
      throw new VitrineError(
        'malformed',
        'the target of the score is missing: give trace_id, or thread_id with a project',
      );
    const projectId = await projectIdOf(projects, principal, target);
    if (principal.scope.traces) {
      const condition = 'project_id = {project:String} AND thread_id = {thread:String}';
      const found = await visible(principal, condition, { project: projectId, thread: target.thread_id });
      if (found === undefined) throw new VitrineError('not_found', `there is no thread "${target.thread_id}" there`);
    }
    return { type: 'thread', entityId: threadEntityId(projectId, target.thread_id), traceId: '', projectId };
  }

  async function projectOfTrace(principal: Principal, id: string): Promise<string> {
    if (principal.scope.traces) {
      const found = await visible(principal, 'id = {id:String}', { id });
      if (found === undefined) throw new VitrineError('not_found', `there is no trace ${id}`);
      return found;
    }
    // The trace may not have arrived yet. Its score is stored nevertheless.
    const location = (await locateEntities(database, principal, 'trace', [id])).get(id);
    if (location?.deleted) throw new VitrineError('not_found', `the trace ${id} was deleted`);
    return location?.project_id ?? '';
  }

  /**
   * Returns the project of a trace that a token shows. A trace may arrive a moment after the answer whose thumbs are
   * pressed, so it is waited for.
   */
  async function visible(
    principal: Principal,
    condition: string,
    parameters: Record<string, string>,
  ): Promise<string | undefined> {
    for (const end = performance.now() + PATIENCE_MS; ;) {
      const [row] = await database
        .of(principal)
        .read<{ project_id: string }>(
          `SELECT project_id FROM traces FINAL WHERE workspace = {workspace:String} AND ${condition} LIMIT 1`,
          parameters,
        );
      if (row || performance.now() > end) return row?.project_id;
      await pause(LOOK_MS);
    }
  }

  async function view(principal: Principal, { type, entityId }: Entity, name: string): Promise<FeedbackView> {
    const named = async (reader: Principal): Promise<FeedbackScore | undefined> =>
      (await scores.read(reader, type, [entityId])).get(entityId)?.find((each) => each.name === name);
    const showsOthers = !principal.fields || principal.fields.show.has('scores');
    const [own, shown] = await Promise.all([named(ownScores(principal)), showsOthers ? named(principal) : undefined]);
    const mine =
      own && Object.hasOwn(own.value_by_author, principal.subject) ? own.value_by_author[principal.subject] : undefined;
    return {
      mine: mine ? { value: mine.value, category_name: mine.category_name, reason: mine.reason } : null,
      average: shown?.value ?? null,
      count: shown ? Object.keys(shown.value_by_author).length : 0,
    };
  }
}

/**
 * Returns who reads and deletes a caller's own scores of an entity that it may see. The scores of a thread are hidden from
 * those who see only some of its traces, but not their own.
 */
function ownScores(principal: Principal): Principal {
  return principal.scope.traces ? serverPrincipal(principal.workspace, principal.subject) : principal;
}

/** @throws {VitrineError} `forbidden` if a token does not allow a score of that name, `invalid` if not that value */
function checkScore({ feedback }: Principal, name: string, value?: number): void {
  if (!feedback) return;
  if (!feedback.names.includes(name)) {
    throw new VitrineError('forbidden', `the token allows scores named ${feedback.names.join(', ')}, not "${name}"`);
  }
  if (value !== undefined && feedback.values && !feedback.values.includes(value)) {
    const message = `expected one of ${feedback.values.join(', ')}`;
    throw new VitrineError('invalid', `value: ${message}`, { errors: [{ path: 'value', message }] });
  }
}
