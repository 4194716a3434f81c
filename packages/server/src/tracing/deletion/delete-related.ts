import type { Principal } from '../../platform/auth/principal.ts';
import { chunksOf } from '../../storage/batches/chunks-of.ts';
import type { EntityType } from '../entities/entity-type.ts';
import type { Attachments } from '../attachments/attachments.ts';
import type { Comments } from '../comments/comments.ts';
import type { Scores } from '../scores/scores.ts';

/** What {@link deleteRelated} works with. */
export interface RelatedStores {
  scores: Scores;
  comments: Comments;
  attachments: Attachments;
}

/** An id list in one query holds at most so many. */
const CHUNK = 2_000;

/** Deletes what was said about some traces, spans or threads: their scores, their comments and their files. */
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
