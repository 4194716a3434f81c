import type { Principal } from '../../platform/auth/principal.ts';
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
  for (let at = 0; at < ids.length; at += CHUNK) {
    const some = ids.slice(at, at + CHUNK);
    await scores.delete(principal, entity, some);
    await comments.deleteOf(principal, entity, some);
    if (entity !== 'thread') await attachments.delete(principal, entity, some);
  }
}
