import { DEFAULT_PROJECT, FeedbackScoreWrite } from '@vitrine/core/model';
import { z } from 'zod';
import type { Principal } from '../../platform/auth/principal.ts';
import { batchOf } from '../../platform/validation/batch.ts';
import { mayActFor, othersOnly } from '../../platform/auth/authorship.ts';
import { refusal, type Accepted } from '../../platform/validation/accept.ts';
import { locateEntities } from '../entities/locate-entities.ts';
import { threadEntityId } from '../entities/thread-entity-id.ts';
import type { Projects } from '../project-registry/projects.ts';
import type { Database } from '../../storage/database/database.ts';
import type { EntityScore, Scores } from './scores.ts';
import type { Accounting } from '../../platform/accounting/accounting.ts';

const Authored = FeedbackScoreWrite.extend({
  project_name: z.string().nullish(),
  /**
   * Author of the score, for example in an import; the writer if left out. Naming somebody else needs the permission
   * `scores:moderate`.
   */
  author: z.string().min(1).max(300).nullish(),
});
const EntityScoreWrite = Authored.extend({ id: z.string() });
const ThreadScoreWrite = Authored.extend({ thread_id: z.string().min(1), project_id: z.string().nullish() });

/** Body with many scores of traces or spans. */
export const EntityScoreBatch = batchOf('scores', EntityScoreWrite, ['id']);
/** Body with many scores of threads. */
export const ThreadScoreBatch = batchOf('scores', ThreadScoreWrite, []);

/** Dependencies for writing scores. */
export interface ScoreParts {
  scores: Scores;
  database: Database;
  projects: Projects;
  accounting: Accounting;
}

/**
 * Stores the valid scores of a batch.
 *
 * @throws {VitrineError} if some were refused; the others are stored
 */
export async function writeEntityScores(
  parts: ScoreParts,
  principal: Principal,
  entity: 'trace' | 'span',
  body: unknown,
): Promise<void> {
  const { items, faults } = ownScores(principal, EntityScoreBatch.accept(body));
  parts.accounting.invalid('feedback_scores', faults);
  await scoreEntities(
    parts,
    principal,
    entity,
    items.map(({ value }) => ({
      entityId: value.id,
      score: value,
      author: value.author,
      projectName: value.project_name,
    })),
  );
  const error = refusal(faults, items.length);
  if (error) throw error;
}

/** Stores the valid scores of threads, as {@link writeEntityScores} does. */
export async function writeThreadScores(
  { scores, projects, accounting }: ScoreParts,
  principal: Principal,
  body: unknown,
): Promise<void> {
  const { items, faults } = ownScores(principal, ThreadScoreBatch.accept(body));
  accounting.invalid('feedback_scores', faults);
  const entries = await Promise.all(
    items.map(async ({ value }): Promise<EntityScore> => {
      const { project_id, project_name, thread_id, author } = value;
      const projectId = project_id?.toLowerCase() ?? (await projects.idOf(principal, project_name || DEFAULT_PROJECT));
      return { entityId: threadEntityId(projectId, thread_id), projectId, score: value, author };
    }),
  );
  await scores.write(principal, 'thread', entries);
  const error = refusal(faults, items.length);
  if (error) throw error;
}

/** Refuses the scores of a batch that name another author without permission. */
function ownScores<Score extends { author?: string | null | undefined }>(
  principal: Principal,
  { items, faults }: Accepted<Score>,
): Accepted<Score> {
  const isOwn = ({ value }: { value: Score }): boolean =>
    !value.author || mayActFor(principal, value.author, 'scores:moderate');
  const { message, code } = othersOnly('scores:moderate');
  const refused = items.filter((item) => !isOwn(item)).map(({ index }) => ({ index, path: 'author', message, code }));
  return { items: items.filter(isOwn), faults: [...faults, ...refused] };
}

/**
 * Writes scores of traces or spans. An entity that is not stored yet is scored in the project that the score names; a
 * deleted one is not scored.
 */
export async function scoreEntities(
  { scores, database, projects, accounting }: ScoreParts,
  principal: Principal,
  entity: 'trace' | 'span',
  writes: readonly (Pick<EntityScore, 'entityId' | 'score' | 'author'> & { projectName?: string | null | undefined })[],
): Promise<void> {
  const ids = writes.map((write) => write.entityId);
  const locations = await locateEntities(database, principal, entity, ids);
  const early = writes.filter(({ entityId, projectName }) => projectName && !locations.has(entityId));
  const names = new Set(early.map(({ projectName }) => projectName ?? ''));
  const made = new Map(
    await Promise.all([...names].map(async (name) => [name, await projects.idOf(principal, name)] as const)),
  );
  const entries = writes.flatMap(({ entityId, score, author, projectName }): EntityScore[] => {
    const location = locations.get(entityId);
    if (location?.deleted) return [];
    const traceId = entity === 'trace' ? entityId : (location?.trace_id ?? '');
    const projectId = location?.project_id ?? made.get(projectName ?? '') ?? '';
    return [{ entityId, traceId, projectId, score, author }];
  });
  accounting.received('feedback_scores', writes.length - entries.length);
  accounting.refused('feedback_scores', 'deleted', writes.length - entries.length);
  await scores.write(principal, entity, entries);
}
