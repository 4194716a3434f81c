import type { Principal } from '../../platform/auth/principal.ts';
import { idTimeMs } from '@vitrine/core/model';
import { isoNow } from '../../storage/versions/hybrid-logical-clock.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import type { Fields } from './fields.ts';
import { mergeCreate, mergePatch } from './merge.ts';
import { EMPTY_SPAN, EMPTY_TRACE, type StoredSpan, type StoredTrace } from '../../storage/tables/rows.ts';

type Row = StoredTrace | StoredSpan;

/** Common part of every write of a trace or span. It is plain data, so that another server can merge it too. */
interface WriteOf<Kind extends string> {
  kind: Kind;
  workspace: string;
  id: string;
  /** Id of a span's trace; absent if a patch does not name it. */
  trace_id?: string | undefined;
  /** Project of the row if it does not exist yet. */
  project_id: string;
  /** Whether the client named the project. If so, a stored row in another project is a conflict. */
  project_named: boolean;
  subject: string;
  /** Projects in which the writer may change rows; undefined for all. */
  projects?: readonly string[] | undefined;
  /** When the client last updated it (a create), or when it arrived. ISO 8601. */
  updated_at: string;
}

export interface CreateWrite extends WriteOf<'create'> {
  fields: Fields;
  /** Fields that have no value any more. Their older values are removed. */
  cleared?: readonly string[] | undefined;
  /** Whether the write is refused if the row exists. */
  unless_there: boolean;
}

export interface PatchWrite extends WriteOf<'patch'> {
  fields: Fields;
  tags_to_add: readonly string[];
  tags_to_remove: readonly string[];
}

export type DeleteWrite = WriteOf<'delete'>;

/** Computes the derived columns of the row again, among them the cost of a span at the current prices. */
type RepriceWrite = WriteOf<'reprice'>;

export type Write = CreateWrite | PatchWrite | DeleteWrite | RepriceWrite;

/**
 * Returns the row after a write; undefined if the write changes nothing.
 *
 * @param stored the row before it, or its tombstone
 * @param version version of the write, which becomes the version of the row
 * @throws {VitrineError} `conflict` if the row is in another project, or exists and must not; `not_found` if a patch
 * does not name the trace of an unknown span, or if the writer may not change the row; `forbidden` if the writer may not
 * write to the project
 */
export function applyWrite<T extends Row>(
  table: 'traces' | 'spans',
  stored: T | undefined,
  write: Write,
  version: string,
): T | undefined {
  if (stored?.is_deleted) return undefined;
  if (isElsewhere(write, stored ?? write)) {
    // What is elsewhere is neither deleted nor changed, as if it were not there.
    if (write.kind === 'delete' || write.kind === 'reprice') return undefined;
    if (stored)
      throw new VitrineError('not_found', `there is no ${table.slice(0, -1)} ${write.id} that you may change`);
    throw new VitrineError('forbidden', `you may not write to the project ${write.project_id}`);
  }
  if (write.kind === 'delete') return stored && tombstone(table, stored, write, version);
  if (write.kind === 'reprice') return stored && { ...stored, version };
  if (write.kind === 'create' && write.unless_there && stored?.has_base) {
    throw new VitrineError('conflict', `${write.id} is there already`);
  }
  if (stored && write.project_named && stored.project_id !== write.project_id) {
    throw new VitrineError('conflict', `${write.id} is in another project than the named one`);
  }
  if (!stored && table === 'spans' && !write.trace_id) {
    throw new VitrineError('not_found', `there is no span ${write.id}, and without trace_id none can be created`);
  }
  const row = stored ? draftOf(stored) : newRow<T>(table, write);
  const { tags_to_add: tagsToAdd = [], tags_to_remove: tagsToRemove = [] } = write as Partial<PatchWrite>;
  if (write.kind === 'create') mergeCreate(row, write.fields, write.updated_at, write.cleared);
  else mergePatch(row, { fields: write.fields, tagsToAdd, tagsToRemove }, write.updated_at, version);
  row.last_updated_by = write.subject;
  row.version = version;
  return row;
}

/** Whether the writer may not change rows of a project. */
function isElsewhere({ projects }: Write, { project_id }: { project_id: string }): boolean {
  return projects !== undefined && !projects.includes(project_id);
}

/** Returns who writes, and in which projects. */
export function writerOf({ workspace, subject, scope }: Principal): Pick<Write, 'workspace' | 'subject' | 'projects'> {
  return { workspace, subject, ...(scope.projects !== 'all' && { projects: scope.projects }) };
}

/** Returns a copy that may be changed. */
export function draftOf<T extends Row>(row: T): T {
  return { ...row, field_times: { ...row.field_times }, patched: { ...row.patched } };
}

/** Returns a row without fields. It starts at the time in its id until its create arrives. */
function newRow<T extends Row>(table: 'traces' | 'spans', write: Write): T {
  const row: Row = table === 'traces' ? { ...EMPTY_TRACE } : { ...EMPTY_SPAN, trace_id: write.trace_id ?? '' };
  row.workspace = write.workspace;
  row.project_id = write.project_id;
  row.id = write.id;
  row.start_time = startOf(write);
  row.created_at = isoNow();
  row.created_by = write.subject;
  row.last_updated_at = write.updated_at;
  row.last_updated_by = write.subject;
  row.field_times = {};
  row.patched = {};
  // The two row types differ only in columns that are empty here.
  return row as T;
}

/** Start of a new row: the time in its id, unless the write sets a start, which is merged in later. */
function startOf(write: Write): string {
  const hasStart = write.kind === 'create' && 'start_time' in write.fields;
  return hasStart ? '' : new Date(idTimeMs(write.id)).toISOString();
}

/** Returns the tombstone of a row. */
function tombstone<T extends Row>(table: 'traces' | 'spans', stored: T, write: Write, version: string): T {
  const { project_id } = stored;
  const trace_id = 'trace_id' in stored ? stored.trace_id : undefined;
  return { ...newRow<T>(table, { ...write, project_id, trace_id }), is_deleted: 1, version };
}
