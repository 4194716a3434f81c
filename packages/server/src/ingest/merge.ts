import type { Fields } from './fields.ts';
import type { StoredSpan, StoredTrace } from './stored-rows.ts';

/**
 * The rules by which writes become one row, whatever their order and however often they come:
 *
 * - a create never overwrites a field that a patch has set; what it leaves out never overwrites;
 * - of two creates, the one that was updated later wins, field by field;
 * - of two patches of one field, the one that was committed later wins;
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
    if (row.patched.includes(name) || time < (row.field_times[name] ?? -Infinity)) continue;
    Object.assign(merged, columns);
    merged.field_times[name] = time;
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

/** The row after a patch. */
export function mergePatch<T extends Row>(row: T, patch: Patch, updatedAt: string): T {
  if (row.is_deleted) return row;
  const merged = { ...row, last_updated_at: updatedAt };
  for (const columns of patch.fields.values()) Object.assign(merged, columns);
  const patched = new Set([...row.patched, ...patch.fields.keys()]);
  if (patch.tagsToAdd.length > 0 || patch.tagsToRemove.length > 0) {
    const tags = new Set([...merged.tags, ...patch.tagsToAdd.map((tag) => tag.toWellFormed())]);
    for (const tag of patch.tagsToRemove) tags.delete(tag.toWellFormed());
    merged.tags = [...tags];
    patched.add('tags');
  }
  merged.patched = [...patched];
  return merged;
}

/** A date as µs since the epoch: clients write different precisions, and order is decided by it. */
function microsecondsOf(date: string): number {
  const [, beyondMs = ''] = /\.\d{3}(\d{1,3})/.exec(date) ?? [];
  return Date.parse(date) * 1_000 + Number(beyondMs.padEnd(3, '0'));
}
