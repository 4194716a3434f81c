import type { Principal } from '../../platform/auth/principal.ts';
import { chunksOf } from '../../storage/batches/chunks-of.ts';
import type { EntityType } from '../entities/entity-type.ts';
import type { Attachments } from '../attachments/attachments.ts';
import type { Comments } from '../comments/comments.ts';
import type { Scores } from '../scores/scores.ts';

/** Stores of the data that belongs to traces, spans and threads. */
export interface RelatedStores {
  scores: Scores;
  comments: Comments;
  attachments: Attachments;
}

/** Maximum number of ids in one query. */
const CHUNK = 2_000;

/** Deletes the scores, comments and files of traces, spans or threads. */
export async function deleteRelated(
  { scores, comments, attachments }: RelatedStores,
  principal: Principal,
  entity: EntityType,
  ids: readonly string[],
): Promise<void> {
  for (const chunk of chunksOf(ids, CHUNK)) {
    await scores.delete(principal, entity, chunk);
    await comments.deleteOf(principal, entity, chunk);
    if (entity !== 'thread') await attachments.delete(principal, entity, chunk);
  }
}
