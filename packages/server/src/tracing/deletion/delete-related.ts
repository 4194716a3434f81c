import type { Principal } from '../../platform/auth/principal.ts';
import { chunksOf } from '../../storage/batches/chunks-of.ts';
import type { EntityTableName } from '../../storage/tables/tables.ts';
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

/** Deletes the rows of one table that belong to some traces, spans or threads. */
type DeleteRelated = (
  stores: RelatedStores,
  principal: Principal,
  entity: EntityType,
  ids: readonly string[],
) => Promise<void>;

/** How the rows of each table that belong to an entity are deleted. A table without an entry is a type error. */
const DELETE: Record<EntityTableName, DeleteRelated> = {
  feedback_scores: ({ scores }, principal, entity, ids) => scores.delete(principal, entity, ids),
  comments: ({ comments }, principal, entity, ids) => comments.deleteOf(principal, entity, ids),
  attachments: async ({ attachments }, principal, entity, ids) => {
    if (entity !== 'thread') await attachments.delete(principal, entity, ids);
  },
};

/** Deletes what belongs to traces, spans or threads in other tables, such as their scores, comments and files. */
export async function deleteRelated(
  stores: RelatedStores,
  principal: Principal,
  entity: EntityType,
  ids: readonly string[],
): Promise<void> {
  for (const chunk of chunksOf(ids, CHUNK)) {
    for (const deleteRows of Object.values(DELETE)) await deleteRows(stores, principal, entity, chunk);
  }
}
