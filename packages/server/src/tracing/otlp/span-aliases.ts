import type { Id } from '@vitrine/core/model';
import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import { isoNow } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Ingest, SpanCreate } from '../ingest/ingest.ts';
import { writerOf, type CreateWrite } from '../merging/write.ts';
import { OF_TRACES, traceParameters } from './of-traces.ts';

/** Attribute with the id by which other services name a span as their parent. It stays in the span's metadata. */
const ALIAS = 'opik.span_id';

/** Span of an export, with the ids that Opik's SDKs made. */
export interface AliasedSpan {
  create: SpanCreate;
  /** Id by which other services name the span. */
  alias: Id | undefined;
  /** Whether its parent has an id that an Opik SDK made. */
  hasForeignParent: boolean;
}

/**
 * Sets the parents of spans whose parent is an OpenTelemetry span of another service. Such a span is stored under an id
 * of its own, but other services know it by its `opik.span_id`.
 */
export async function resolveParents(
  database: Database,
  { workspace }: Principal,
  spans: readonly AliasedSpan[],
): Promise<void> {
  const children = spans.filter(({ create, hasForeignParent }) => hasForeignParent && create.parent_span_id);
  if (children.length === 0) return;
  const ids = new Map(spans.flatMap(({ create, alias }) => (alias ? [[alias, create.id] as const] : [])));
  const unknown = children.map(({ create }) => create.parent_span_id ?? '').filter((id) => !ids.has(id));
  if (unknown.length > 0) {
    const rows = await database.ofServer(workspace).read<{ id: Id; alias: Id }>(
      `SELECT id, lower(metadata_flat['${ALIAS}']) AS alias FROM spans FINAL
       WHERE ${OF_TRACES} AND alias IN {aliases:Array(String)}`,
      { ...traceParameters(workspace, [...new Set(children.map(({ create }) => create.trace_id))]), aliases: unknown },
    );
    for (const { id, alias } of rows) ids.set(alias, id);
  }
  for (const { create } of children)
    create.parent_span_id = ids.get(create.parent_span_id ?? '') ?? create.parent_span_id;
}

/** Sets the parents of stored spans that were received before the span that they name by its `opik.span_id`. */
export async function adoptChildren(
  { database, ingest }: { database: Database; ingest: Ingest },
  principal: Principal,
  spans: readonly AliasedSpan[],
): Promise<void> {
  const parents = new Map(spans.flatMap(({ create, alias }) => (alias ? [[alias, create] as const] : [])));
  if (parents.size === 0) return;
  const { workspace } = principal;
  const rows = await database
    .ofServer(workspace)
    .read<{ id: Id; trace_id: Id; project_id: string; parent_span_id: Id }>(
      `SELECT id, trace_id, project_id, parent_span_id FROM spans FINAL
     WHERE ${OF_TRACES} AND parent_span_id IN {aliases:Array(String)}`,
      {
        ...traceParameters(workspace, [...new Set([...parents.values()].map((create) => create.trace_id))]),
        aliases: [...parents.keys()],
      },
    );
  const updated_at = isoNow();
  const writes = rows
    .filter(({ id, parent_span_id }) => parents.get(parent_span_id)?.id !== id)
    .map(({ parent_span_id, ...row }): CreateWrite => {
      const fields = { parent_span_id: parents.get(parent_span_id)?.id };
      const common = { kind: 'create', ...writerOf(principal), project_named: false, unless_there: false } as const;
      return { ...common, ...row, updated_at, fields };
    });
  if (writes.length > 0) await ingest.replay('spans', writes);
}
