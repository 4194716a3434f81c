import { idTimeMs } from '@vitrine/core/model';
import { isoNow } from '../../storage/versions/hybrid-logical-clock.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import type { Fields } from './fields.ts';
import { mergeCreate, mergePatch } from './merge.ts';
import { EMPTY_SPAN, EMPTY_TRACE, type StoredSpan, type StoredTrace } from '../../storage/tables/rows.ts';

type Row = StoredTrace | StoredSpan;

/** What every write of one trace or span says. It is plain data, so that another server can merge it too. */
interface WriteOf<Kind extends string> {
  kind: Kind;
  workspace: string;
  id: string;
  /** Of a span; the server's own choice where a patch does not know it. */
  trace_id?: string | undefined;
  /** Where the row is made if it is not there yet. */
  project_id: string;
  /** Whether the client named the project: then a row in another one is a conflict. */
  project_named: boolean;
  subject: string;
  /** When the client last updated it (a create), or when it came in. ISO 8601. */
  updated_at: string;
}

export interface CreateWrite extends WriteOf<'create'> {
  fields: Fields;
  /** Refuse what is there already. */
  unless_there: boolean;
}

export interface PatchWrite extends WriteOf<'patch'> {
  fields: Fields;
  tags_to_add: readonly string[];
  tags_to_remove: readonly string[];
}

export type DeleteWrite = WriteOf<'delete'>;

/** Says nothing new: the row is completed again, which prices a span by the prices of now. */
type RepriceWrite = WriteOf<'reprice'>;

export type Write = CreateWrite | PatchWrite | DeleteWrite | RepriceWrite;

/**
 * The row after a write; nothing where the write changes nothing.
 *
 * @param stored the row before it, a tombstone too
 * @param version the write's own, which becomes the row's
 * @throws {VitrineError} `conflict` if the row is in another project, or is there already and must not be; `not_found` if a patch
 * does not say the trace of a span that is not there
 */
export function applyWrite<T extends Row>(
  table: 'traces' | 'spans',
  stored: T | undefined,
  write: Write,
  version: string,
): T | undefined {
  if (stored?.is_deleted) return undefined;
  if (write.kind === 'delete') return stored && tombstone(table, stored, write, version);
  if (write.kind === 'reprice') return stored && { ...stored, version };
  if (write.kind === 'create' && write.unless_there && stored?.has_base) {
    throw new VitrineError('conflict', `${write.id} is there already`);
  }
  if (stored && write.project_named && stored.project_id !== write.project_id) {
    throw new VitrineError('conflict', `${write.id} is in another project than the one that is named`);
  }
  if (!stored && table === 'spans' && !write.trace_id) {
    throw new VitrineError('not_found', `there is no span ${write.id}, and without trace_id none can be made`);
  }
  const row = stored ? draftOf(stored) : newRow<T>(table, write);
  const { tags_to_add: tagsToAdd = [], tags_to_remove: tagsToRemove = [] } = write as Partial<PatchWrite>;
  if (write.kind === 'create') mergeCreate(row, write.fields, write.updated_at);
  else mergePatch(row, { fields: write.fields, tagsToAdd, tagsToRemove }, write.updated_at, version);
  row.last_updated_by = write.subject;
  row.version = version;
  return row;
}

/** A copy that may be changed. */
export function draftOf<T extends Row>(row: T): T {
  return { ...row, field_times: { ...row.field_times }, patched: { ...row.patched } };
}

/** A row that nothing was written to yet: its start is its id's time until its create says more. */
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
  // The two tables differ in their own columns alone.
  return row as T;
}

/** When what a write makes has begun: what it says itself is merged in, and only where it says nothing it is its id's time. */
function startOf(write: Write): string {
  const says = write.kind === 'create' && 'start_time' in write.fields;
  return says ? '' : new Date(idTimeMs(write.id)).toISOString();
}

/** What stays of a deleted row: its place, and that it is deleted. */
function tombstone<T extends Row>(table: 'traces' | 'spans', stored: T, write: Write, version: string): T {
  const { project_id } = stored;
  const trace_id = 'trace_id' in stored ? stored.trace_id : undefined;
  return { ...newRow<T>(table, { ...write, project_id, trace_id }), is_deleted: 1, version };
}
