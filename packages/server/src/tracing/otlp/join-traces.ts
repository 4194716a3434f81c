import type { Id } from '@vitrine/core/model';
import { type Principal, serverPrincipal } from '../../platform/auth/principal.ts';
import { deleteTraces, type TraceStores } from '../deletion/delete-traces.ts';
import type { EntityScore } from '../scores/scores.ts';
import { rowWrites } from '../merging/row-writes.ts';
import type { StoredSpan, StoredTrace } from '../../storage/tables/rows.ts';
import { DERIVED_COLUMNS } from '../merging/fields.ts';
import type { CreateWrite, PatchWrite, Write } from '../merging/write.ts';
import { DERIVED_FIELDS } from './derived-trace.ts';
import { atTimeOf } from './trace-ids.ts';

/** Maximum number of whole rows that are read at once, and of ids in one query. */
const CHUNK = 500;

/**
 * Joins two stored traces that are the same OpenTelemetry trace: `from` is merged into `into`. Spans get the ids that
 * they would have had in `into`. Scores, comments and files move with them, and the rest is deleted. The caller derives
 * the fields of `into` from its spans again. Repeating it, or doing it on two servers at once, has the same result.
 */
export async function joinTraces(parts: TraceStores, principal: Principal, ids: { from: Id; into: Id }): Promise<void> {
  const { database, ingest } = parts;
  const { workspace } = principal;
  const { from, into } = ids;
  const [trace] = await database
    .ofServer(principal.workspace)
    .read<StoredTrace>(
      `SELECT *, toString(version) AS version FROM traces FINAL WHERE workspace = {workspace:String} AND id = {from:String}`,
      { workspace, from },
    );
  if (!trace) return;
  await ingest.replay(
    'traces',
    rowWrites(trace)
      .flatMap(withoutDerived)
      .map((write) => ({ ...write, id: into })),
  );
  await moveScores(parts, principal, 'trace', [from], ids);
  await moveCommentsAndFiles(parts, principal, 'trace', [from], ids);
  let after = '';
  for (;;) {
    const spans = await database.ofServer(principal.workspace).read<StoredSpan>(
      `SELECT *, toString(version) AS version FROM spans FINAL
       WHERE workspace = {workspace:String} AND trace_id = {from:String} AND id > {after:String}
       ORDER BY id LIMIT ${CHUNK}`,
      { workspace, from, after },
    );
    const last = spans.at(-1);
    if (!last) break;
    after = last.id;
    await ingest.replay(
      'spans',
      spans.flatMap((span) =>
        rowWrites({ ...span, parent_span_id: parentOf(span, ids) }).map((write) => moved(write, ids)),
      ),
    );
    await moveScores(
      parts,
      principal,
      'span',
      spans.map((span) => span.id),
      ids,
    );
    await moveCommentsAndFiles(
      parts,
      principal,
      'span',
      spans.map((span) => span.id),
      ids,
    );
  }
  await deleteTraces(parts, principal, [from]);
}

/** Returns a create without the fields that are derived from spans; nothing if it has no others. Patches stay. */
function withoutDerived(write: CreateWrite | PatchWrite): Write[] {
  if (write.kind === 'patch') return [write];
  const fields = Object.fromEntries(Object.entries(write.fields).filter(([name]) => !isDerived(name)));
  return Object.keys(fields).length === 0 ? [] : [{ ...write, fields }];
}

function isDerived(column: string): boolean {
  if (DERIVED_FIELDS.has(column)) return true;
  return Object.entries(DERIVED_COLUMNS).some(
    ([field, columns]) => DERIVED_FIELDS.has(field) && columns.includes(column),
  );
}

function moved(write: Write, { into }: { into: Id }): Write {
  return { ...write, id: atTimeOf(into, write.id), trace_id: into };
}

function parentOf({ parent_span_id }: StoredSpan, { into }: { into: Id }): string {
  return parent_span_id && atTimeOf(into, parent_span_id);
}

async function moveScores(
  { database, scores }: TraceStores,
  { workspace }: Principal,
  entity: 'trace' | 'span',
  entityIds: readonly Id[],
  { into }: { into: Id },
): Promise<void> {
  const rows = await database
    .ofServer(workspace)
    .read<EntityScore['score'] & { entity_id: string; author: string; project_id: string }>(
      `SELECT entity_id, author, project_id, name, value, category_name, reason, source FROM feedback_scores FINAL
     WHERE workspace = {workspace:String} AND entity_type = {entity:String} AND entity_id IN {ids:Array(String)}`,
      { workspace, entity, ids: entityIds },
    );
  for (const author of new Set(rows.map((row) => row.author))) {
    await scores.write(
      serverPrincipal(workspace, author),
      entity,
      rows
        .filter((row) => row.author === author)
        .map(({ entity_id, project_id, author: _author, ...score }) => {
          return { entityId: atTimeOf(into, entity_id), traceId: into, projectId: project_id, score };
        }),
    );
  }
}

async function moveCommentsAndFiles(
  { comments, attachments }: TraceStores,
  principal: Principal,
  entity: 'trace' | 'span',
  entityIds: readonly Id[],
  { into }: { into: Id },
): Promise<void> {
  const commented = await comments.read(principal, entity, entityIds);
  for (const id of commented.keys()) {
    await comments.move(principal, entity, id, { entityId: atTimeOf(into, id), traceId: into });
  }
  await attachments.move(principal, entity, new Map(entityIds.map((id) => [id, atTimeOf(into, id)])));
}
