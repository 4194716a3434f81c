import { microsecondsOf } from '../../storage/encoding/microseconds-of.ts';
import { DERIVED_COLUMNS, FIELD_NAMES, type Fields } from './fields.ts';
import { EMPTY_SPAN, type StoredSpan, type StoredTrace } from '../../storage/tables/rows.ts';

/**
 * Rules by which writes become one row, in whatever order and however often they arrive:
 *
 * - a create never overwrites a field that a patch has set; an omitted field never overwrites;
 * - of two creates, the one with the later update time wins, field by field; a create may also clear a field;
 * - of two patches of one field, the one that was committed later wins; single additions and removals of tags are kept
 *   separately from the list, each with its own time;
 * - a tombstone beats everything: a write to a deleted id changes nothing.
 */
type Row = StoredTrace | StoredSpan;

/**
 * Merges a create into a row.
 *
 * @param row a draft of the stored row, or an empty one with `has_base` 0; it is changed
 * @param updatedAt when the create was last updated by its client, ISO 8601
 * @param cleared names of fields whose older values are removed
 */
export function mergeCreate(row: Row, fields: Fields, updatedAt: string, cleared: readonly string[] = []): void {
  if (row.is_deleted) return;
  const time = microsecondsOf(updatedAt);
  if (time > 0 && !row.has_base && isEmpty(row.patched) && cleared.length === 0) {
    return fill(row, fields, updatedAt, time);
  }
  if (time > row.base_time) {
    // Fields that this create omits keep their time.
    if (row.base_time > 0) {
      for (const name of FIELD_NAMES) {
        if (isEmpty(fields[name]) && timeOf(row, name) === row.base_time) row.field_times[name] = row.base_time;
      }
    }
    row.base_time = time;
  }
  for (const name in fields) {
    if (!FIELD_NAMES.has(name)) continue;
    if (row.patched[name] !== undefined || isEmpty(fields[name]) || time < timeOf(row, name)) continue;
    set(row, fields, name);
    if (time === row.base_time && !EXPLICIT.has(name)) delete row.field_times[name];
    else row.field_times[name] = time;
    if (name === 'tags') row.tags = editedTags(row.tags, row.patched, 0n);
  }
  for (const name of cleared) {
    if (row.patched[name] !== undefined || time < timeOf(row, name)) continue;
    set(row, EMPTY, name);
    row.field_times[name] = time;
  }
  if (!row.has_base || time > microsecondsOf(row.last_updated_at)) row.last_updated_at = updatedAt;
  row.has_base = 1;
}

/** Values of cleared fields. Spans have all fields that can be cleared. */
const EMPTY = EMPTY_SPAN as unknown as Fields;

/** Fast path of {@link mergeCreate} for a row without earlier writes, which most rows are. */
function fill(row: Row, fields: Fields, updatedAt: string, time: number): void {
  Object.assign(row, fields);
  for (const name of EXPLICIT) if (!isEmpty(fields[name])) row.field_times[name] = time;
  row.base_time = time;
  row.last_updated_at = updatedAt;
  row.has_base = 1;
}

/** Sets the columns of a field. */
function set(row: Row, fields: Fields, name: string): void {
  const columns = row as unknown as Record<string, unknown>;
  columns[name] = fields[name];
  for (const derived of DERIVED_COLUMNS[name] ?? []) columns[derived] = fields[derived];
}

/** Fields whose value may come from elsewhere than a create. Their times are always stored. */
const EXPLICIT: ReadonlySet<string> = new Set(['tags', 'total_estimated_cost']);

/** Update time of the create that set a field; -Infinity if none has. Most fields have the time of the row. */
export function timeOf(row: Row, name: string): number {
  const time = row.field_times[name];
  if (time !== undefined) return time;
  if (row.base_time === 0 || EXPLICIT.has(name) || row.patched[name] !== undefined) return -Infinity;
  return isEmpty((row as unknown as Record<string, unknown>)[name]) ? -Infinity : row.base_time;
}

/** Whether a column's value is empty. */
export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (typeof value !== 'object') return false;
  for (const _ in value) return false;
  return true;
}

/** Changes of a patch: fields that it replaces, and tags that it adds and removes. */
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
export function mergePatch(row: Row, patch: Patch, updatedAt: string, version: string): void {
  if (row.is_deleted) return;
  const isLater = (key: string): boolean => BigInt(version) > BigInt(row.patched[key] ?? '0');
  for (const name in patch.fields) {
    if (!FIELD_NAMES.has(name) || !isLater(name)) continue;
    set(row, patch.fields, name);
    row.patched[name] = version;
    if (name === 'tags') row.tags = editedTags(row.tags, row.patched, BigInt(version));
  }
  const edits = [...patch.tagsToAdd.map((tag) => ADDED + tag), ...patch.tagsToRemove.map((tag) => REMOVED + tag)];
  for (const edit of edits) if (isLater(edit.toWellFormed())) row.patched[edit.toWellFormed()] = version;
  if (edits.length > 0) row.tags = editedTags(row.tags, row.patched, BigInt(row.patched['tags'] ?? '0'));
  if (microsecondsOf(updatedAt) > microsecondsOf(row.last_updated_at)) row.last_updated_at = updatedAt;
}

/** Prefixes of a tag's key in `patched`, whose value is the version that added or removed the tag. */
export const ADDED = 'tags+';
export const REMOVED = 'tags-';

/** Applies the single additions and removals that are later than the list itself. */
function editedTags(tags: readonly string[], patched: Readonly<Record<string, string>>, since: bigint): string[] {
  const edited = new Set(tags);
  for (const [key, version] of Object.entries(patched)) {
    if (BigInt(version) <= since) continue;
    const opposite = key.startsWith(ADDED) ? REMOVED : key.startsWith(REMOVED) ? ADDED : undefined;
    if (!opposite) continue;
    const tag = key.slice(ADDED.length);
    // Of an addition and a removal of one tag, the later one counts; of equal versions, the removal.
    const other = BigInt(patched[opposite + tag] ?? '0');
    if (opposite === REMOVED ? BigInt(version) > other : BigInt(version) >= other) {
      if (opposite === REMOVED) edited.add(tag);
      else edited.delete(tag);
    }
  }
  return [...edited];
}
