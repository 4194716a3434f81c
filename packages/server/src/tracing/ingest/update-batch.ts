import { idFault } from '@vitrine/core/model';
import { z } from 'zod';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { IdList } from '../../platform/validation/ids.ts';
import { refusal, type ItemFault } from '../../platform/validation/accept.ts';

/** Tags in an update. */
interface TagUpdate {
  tags?: string[] | null | undefined;
  tags_to_add?: string[] | null | undefined;
}

/** One update for many traces or spans. */
interface UpdateBatch<Update> {
  ids: string[];
  update: Update;
  merge_tags?: boolean | null | undefined;
}

/** Returns the schema of an update for many traces or spans. */
export function updateBatchOf<Update extends z.ZodType>(update: Update) {
  return z.object({ ids: IdList, update, merge_tags: z.boolean().nullish() });
}

/**
 * Applies one update to many traces or spans: `{ ids, update, merge_tags }`. With `merge_tags` the tags are added to
 * the stored ones, otherwise they replace them.
 *
 * @param apply updates one of them
 * @throws {VitrineError} if some were refused; the others are updated
 */
export async function updateBatch<Update extends TagUpdate>(
  { ids, update: given, merge_tags }: UpdateBatch<Update>,
  apply: (id: string, update: Update) => Promise<void>,
): Promise<void> {
  const { tags, ...rest } = given;
  const merges = merge_tags === true && tags;
  const update = merges ? ({ ...rest, tags_to_add: [...tags, ...(given.tags_to_add ?? [])] } as Update) : given;
  const faults: ItemFault[] = [];
  await Promise.all(
    [...new Set(ids)].map(async (id) => {
      const index = ids.indexOf(id);
      const fault = idFault(id);
      if (fault) {
        faults.push({ index, path: 'ids', message: fault, code: 'malformed' });
        return;
      }
      try {
        await apply(id, update);
      } catch (error) {
        // A failure of the storage concerns all of them.
        if (!(error instanceof VitrineError)) throw error;
        faults.push({ index, path: 'ids', message: error.message, code: error.code });
      }
    }),
  );
  const stored = new Set(ids).size - new Set(faults.map((fault) => fault.index)).size;
  const error = refusal(
    faults.toSorted((one, other) => (one.index ?? 0) - (other.index ?? 0)),
    stored,
  );
  if (error) throw error;
}
