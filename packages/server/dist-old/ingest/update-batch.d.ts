import { z } from 'zod';
/** What an update of tags may hold. */
interface TagUpdate {
    tags?: string[] | null | undefined;
    tags_to_add?: string[] | null | undefined;
}
/**
 * Makes one update on many traces or spans: `{ ids, update, merge_tags }`. With `merge_tags` the tags are added to those
 * that are there, else they replace them.
 *
 * @param apply updates one of them
 * @throws {ApiError} where some were refused; the others are updated
 */
export declare function updateBatch<Update extends TagUpdate>(schema: z.ZodType<Update>, body: unknown, apply: (id: string, update: Update) => Promise<void>): Promise<void>;
export {};
//# sourceMappingURL=update-batch.d.ts.map