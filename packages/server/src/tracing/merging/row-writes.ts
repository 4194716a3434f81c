import { isoTimeOf } from '../../storage/encoding/iso-time-of.ts';
import { DERIVED_COLUMNS, FIELD_NAMES, type Fields } from './fields.ts';
import { ADDED, isEmpty, REMOVED, timeOf } from './merge.ts';
import type { StoredSpan, StoredTrace } from '../../storage/tables/rows.ts';
import type { CreateWrite, PatchWrite } from './write.ts';

/**
 * Returns writes that reproduce a row: a create for each update time of its fields, oldest first, and a patch for each
 * version. With another id they merge the row into that one.
 */
export function rowWrites(row: StoredTrace | StoredSpan): (CreateWrite | PatchWrite)[] {
  const created = new Map<number, Fields>();
  const patched = new Map<string, Pick<PatchWrite, 'tags_to_add' | 'tags_to_remove'> & { fields: Fields }>();
  const patchOf = (version: string) => {
    const patch = patched.get(version) ?? { fields: {}, tags_to_add: [], tags_to_remove: [] };
    patched.set(version, patch);
    return patch;
  };
  const columns = row as unknown as Record<string, unknown>;
  for (const name of FIELD_NAMES) {
    if (!(name in columns) || (isEmpty(columns[name]) && row.patched[name] === undefined)) continue;
    const values = Object.fromEntries(
      [name, ...(DERIVED_COLUMNS[name] ?? [])].map((column) => [column, columns[column]]),
    );
    const version = row.patched[name];
    const time = timeOf(row, name);
    if (version !== undefined) Object.assign(patchOf(version).fields, values);
    else if (time !== -Infinity) created.set(time, { ...created.get(time), ...values });
  }
  for (const [key, version] of Object.entries(row.patched)) {
    const patch = patchOf(version);
    if (key.startsWith(ADDED)) patch.tags_to_add = [...patch.tags_to_add, key.slice(ADDED.length)];
    if (key.startsWith(REMOVED)) patch.tags_to_remove = [...patch.tags_to_remove, key.slice(REMOVED.length)];
  }
  const common = {
    workspace: row.workspace,
    id: row.id,
    trace_id: 'trace_id' in row ? row.trace_id : undefined,
    project_id: row.project_id,
    project_named: false,
    subject: row.last_updated_by,
  };
  const inOrder = [...patched].toSorted(([a], [b]) => (BigInt(a) < BigInt(b) ? -1 : 1));
  return [
    ...[...created]
      .toSorted(([a], [b]) => a - b)
      .map(([time, fields]): CreateWrite => {
        return { ...common, kind: 'create', updated_at: isoTimeOf(time), fields, unless_there: false };
      }),
    ...inOrder.map(([, patch]): PatchWrite => {
      return { ...common, ...patch, kind: 'patch', updated_at: row.last_updated_at };
    }),
  ];
}
