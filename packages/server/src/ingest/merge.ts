import type { Fields } from './fields.ts';
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
 * The row after a create.
 *
 * @param row what is stored, or an empty row with `has_base` 0
 * @param updatedAt when the create was last updated by its client, ISO 8601
 */
export function mergeCreate<T extends Row>(row: T, fields: Fields, updatedAt: string): T {
  if (row.is_deleted) return row;
  const merged = { ...row, field_times: { ...row.field_times } };
  const time = microsecondsOf(updatedAt);
  for (const [name, columns] of fields) {
    if (row.patched[name] !== undefined || time < (row.field_times[name] ?? -Infinity)) continue;
    Object.assign(merged, columns);
    merged.field_times[name] = time;
    if (name === 'tags') merged.tags = editedTags(merged.tags, row.patched, 0n);
  }
  if (!row.has_base || time > microsecondsOf(row.last_updated_at)) merged.last_updated_at = updatedAt;
  merged.has_base = 1;
  return merged;
}

/** What a patch does to a row: fields that replace, and tags that come and go. */
export interface Patch {
  fields: Fields;
  tagsToAdd: readonly string[];
  tagsToRemove: readonly string[];
}

/**
 * The row after a patch.
 *
 * @param version when it was committed, among all writes: of two patches of one field the higher one stays, in whatever
 * order they are merged
 */
export function mergePatch<T extends Row>(row: T, patch: Patch, updatedAt: string, version: string): T {
  if (row.is_deleted) return row;
  const merged = { ...row, patched: { ...row.patched } };
  const isLater = (key: string): boolean => BigInt(version) > BigInt(merged.patched[key] ?? '0');
  for (const [name, columns] of patch.fields) {
    if (!isLater(name)) continue;
    Object.assign(merged, columns);
    merged.patched[name] = version;
    if (name === 'tags') merged.tags = editedTags(merged.tags, merged.patched, BigInt(version));
  }
  const edits = [...patch.tagsToAdd.map((tag) => ADDED + tag), ...patch.tagsToRemove.map((tag) => REMOVED + tag)];
  for (const edit of edits) if (isLater(edit.toWellFormed())) merged.patched[edit.toWellFormed()] = version;
  if (edits.length > 0) merged.tags = editedTags(merged.tags, merged.patched, BigInt(merged.patched['tags'] ?? '0'));
  if (microsecondsOf(updatedAt) > microsecondsOf(row.last_updated_at)) merged.last_updated_at = updatedAt;
  return merged;
}

/** What stands before a tag in `patched`, with the version that added or removed it. */
const ADDED = 'tags+';
const REMOVED = 'tags-';

/** A list of tags after the single additions and removals that are later than the list itself. */
function editedTags(tags: readonly string[], patched: Readonly<Record<string, string>>, since: bigint): string[] {
  const edited = new Set(tags);
  for (const [key, version] of Object.entries(patched)) {
    if (BigInt(version) <= since) continue;
    const opposite = key.startsWith(ADDED) ? REMOVED : key.startsWith(REMOVED) ? ADDED : undefined;
    if (!opposite) continue;
    const tag = key.slice(ADDED.length);
    // Of an addition and a removal of one tag the later one counts; of the same moment, the removal.
    const other = BigInt(patched[opposite + tag] ?? '0');
    if (opposite === REMOVED ? BigInt(version) > other : BigInt(version) >= other) {
      if (opposite === REMOVED) edited.add(tag);
      else edited.delete(tag);
    }
  }
  return [...edited];
}

/** A date as µs since the epoch: clients write different precisions, and order is decided by it. */
export function microsecondsOf(date: string): number {
  const [, beyondMs = ''] = /\.\d{3}(\d{1,3})/.exec(date) ?? [];
  return Date.parse(date) * 1_000 + Number(beyondMs.padEnd(3, '0'));
}
