import { type Fields } from './fields.ts';
import type { StoredSpan, StoredTrace } from './stored-rows.ts';
/**
 * The rules by which writes become one row, whatever their order and however often they come:
 *
 * - a create never overwrites a field that a patch has set; what it leaves out never overwrites;
 * - of two creates, the one that was updated later wins, field by field;
 * - of two patches of one field, the one that was committed later wins; tags that are added or removed one by one
 *   stand beside the list, each with its own time;
 * - a tombstone beats everything: a write to a deleted id changes nothing.
 */
type Row = StoredTrace | StoredSpan;
/**
 * Merges a create into a row.
 *
 * @param row a draft of the stored row, or an empty one with `has_base` 0; it is changed
 * @param updatedAt when the create was last updated by its client, ISO 8601
 */
export declare function mergeCreate(row: Row, fields: Fields, updatedAt: string): void;
/** When the create that set a field was last updated; -Infinity where none has. Most fields have the time of the row. */
export declare function timeOf(row: Row, name: string): number;
/** Whether a column's value says nothing. */
export declare function isEmpty(value: unknown): boolean;
/** What a patch does to a row: fields that replace, and tags that come and go. */
export interface Patch {
    fields: Fields;
    tagsToAdd: readonly string[];
    tagsToRemove: readonly string[];
}
/**
 * Merges a patch into a row.
 *
 * @param row a draft of the stored row; it is changed
 * @param version when it was committed, among all writes: of two patches of one field the higher one stays, in whatever
 * order they are merged
 */
export declare function mergePatch(row: Row, patch: Patch, updatedAt: string, version: string): void;
/** What stands before a tag in `patched`, with the version that added or removed it. */
export declare const ADDED = "tags+";
export declare const REMOVED = "tags-";
export {};
//# sourceMappingURL=merge.d.ts.map