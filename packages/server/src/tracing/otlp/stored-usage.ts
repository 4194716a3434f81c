import type { Id } from '@vitrine/core/model';
import type { Principal } from '../../platform/auth/principal.ts';
import type { Database } from '../../storage/database/database.ts';
import { isoNow } from '../../storage/versions/hybrid-logical-clock.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { writerOf, type CreateWrite } from '../merging/write.ts';
import { OF_TRACES, traceParameters } from './of-traces.ts';
import { repeatedUsage, type UsageSpan } from './repeated-usage.ts';

interface Row extends Omit<UsageSpan, 'hasUsage'> {
  id: Id;
  trace_id: Id;
  project_id: string;
  has_usage: 0 | 1;
}

const HAS_USAGE = '(notEmpty(ledger) OR notEmpty(usage) OR total_estimated_cost IS NOT NULL)';

/** Fields of a span whose usage is counted at other spans. */
export const USAGE_FIELDS = ['usage', 'ledger', 'total_estimated_cost'] as const;

/**
 * Removes the usage of stored spans that repeat the usage of spans below them, which were received later or by another
 * server. Their attributes stay in their metadata.
 */
export async function clearRepeatedUsage(
  { database, ingest }: { database: Database; ingest: Ingest },
  principal: Principal,
  traceIds: readonly Id[],
): Promise<void> {
  if (traceIds.length === 0) return;
  const { workspace } = principal;
  // Most spans with usage have no children.
  const candidates = await database.ofServer(principal.workspace).read<{ trace_id: Id }>(
    `SELECT DISTINCT trace_id FROM spans FINAL
     WHERE ${OF_TRACES} AND ${HAS_USAGE} AND id IN (SELECT parent_span_id FROM spans FINAL WHERE ${OF_TRACES})`,
    traceParameters(workspace, traceIds),
  );
  if (candidates.length === 0) return;
  const ids = candidates.map(({ trace_id }) => trace_id);
  const rows = await database.ofServer(principal.workspace).read<Row>(
    `SELECT id, trace_id, project_id, parent_span_id, kind, ${HAS_USAGE} AS has_usage FROM spans FINAL
     WHERE ${OF_TRACES}`,
    traceParameters(workspace, ids),
  );
  // The ids of spans contain bits of their trace, so the spans of several traces are still several trees.
  const repeated = repeatedUsage(rows.map(({ has_usage, ...row }) => ({ ...row, hasUsage: has_usage === 1 })));
  const updated_at = isoNow();
  const writes = rows
    .filter(({ id, has_usage }) => has_usage === 1 && repeated.has(id))
    .map(({ id, trace_id, project_id }): CreateWrite => {
      return {
        kind: 'create',
        ...writerOf(principal),
        id,
        trace_id,
        project_id,
        project_named: false,
        updated_at,
        fields: {},
        cleared: USAGE_FIELDS,
        unless_there: false,
      };
    });
  if (writes.length > 0) await ingest.replay('spans', writes);
}
