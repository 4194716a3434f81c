import type { Body, ErrorInfo, Ledger } from '@vitrine/core/model';
import type { Principal } from '../../platform/auth/principal.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import type { Database } from '../../storage/database/database.ts';
import { isTooLarge, READ_LIMIT } from '../../storage/database/read-limit.ts';
import type { StoredSpan, StoredTrace } from '../../storage/tables/rows.ts';
import type { Attachments } from '../../tracing/attachments/attachments.ts';
import { restoreAttachments } from '../../tracing/attachments/restore-attachments.ts';
import { storedJson } from '../../tracing/rows/stored-json.ts';
import type { Scores } from '../../tracing/scores/scores.ts';
import { restoredFields } from '../fields/restored-fields.ts';
import { OWNER, type OwnedBody } from '../fields/show-view.ts';
import { kindOf } from './trace-view.ts';

type BodyColumns = Pick<StoredSpan, 'id' | 'input' | 'output' | 'metadata' | 'tags' | 'error_info'> &
  Partial<Pick<StoredSpan, 'usage' | 'ledger' | 'service_tier' | 'unpriced_parts'>>;

type SpanBody = BodyColumns & Pick<StoredSpan, 'kind' | 'type'>;

/**
 * Returns the bodies of some spans of a trace, and of the trace itself if its id is among the ids. Files are put back
 * into those fields only that the caller sees unchanged.
 *
 * @throws {VitrineError} `too_large` if several bodies are requested and they are too large together
 */
export async function bodiesView(
  { database, scores, attachments }: { database: Database; scores: Scores; attachments: Attachments },
  principal: Principal,
  traceId: string,
  ids: readonly string[],
): Promise<{ bodies: OwnedBody[] }> {
  const columns = 'id, input, output, metadata, tags, error_info';
  const where = 'workspace = {workspace:String}';
  const parameters = { workspace: principal.workspace, trace: traceId, ids };
  const limit = ids.length > 1 ? READ_LIMIT : '';
  const [spans, traces, spanScores, traceScores] = await Promise.all([
    database.of(principal).read<SpanBody>(
      `SELECT ${columns}, kind, type, usage, ledger, service_tier, unpriced_parts FROM spans FINAL
       WHERE ${where} AND trace_id = {trace:String} AND id IN {ids:Array(String)} ${limit}`,
      parameters,
    ),
    ids.includes(traceId)
      ? database
          .of(principal)
          .read<BodyColumns & Pick<StoredTrace, 'id'>>(
            `SELECT ${columns} FROM traces FINAL WHERE ${where} AND id = {trace:String} ${limit}`,
            parameters,
          )
      : [],
    scores.read(principal, 'span', ids),
    scores.read(principal, 'trace', ids.includes(traceId) ? [traceId] : []),
  ]).catch((error: unknown) => {
    if (limit === '' || !isTooLarge(error)) throw error;
    throw new VitrineError(
      'too_large',
      `the bodies of ${ids.length} ids are larger together than 64 MiB; ask for fewer ids`,
    );
  });
  const [wholeTraces, wholeSpans] = await Promise.all([
    restoreAttachments(attachments, principal, 'trace', traces, () => restoredFields('trace', principal.fields)),
    restoreAttachments(attachments, principal, 'span', spans, (row) => restoredFields(ownerOf(row), principal.fields)),
  ]);
  return {
    bodies: [
      ...wholeTraces.map((row) => toBody(row, 'trace', traceScores.get(row.id))),
      ...wholeSpans.map((row) => toBody(row, ownerOf(row), spanScores.get(row.id))),
    ],
  };
}

function ownerOf(span: SpanBody): OwnedBody[typeof OWNER] {
  return `spans:${kindOf(span)}`;
}

function toBody(
  row: BodyColumns,
  owner: OwnedBody[typeof OWNER],
  feedback_scores: Body['feedback_scores'] = [],
): OwnedBody {
  const { usage = {}, ledger = {}, service_tier = '', unpriced_parts = [] } = row;
  return {
    [OWNER]: owner,
    id: row.id,
    input: storedJson(row.input),
    output: storedJson(row.output),
    metadata: storedJson(row.metadata),
    tags: row.tags,
    error_info: storedJson(row.error_info) as unknown as ErrorInfo | null,
    usage,
    ledger: Object.keys(ledger).length > 0 ? ({ ...EMPTY_LEDGER, ...ledger } satisfies Ledger) : null,
    service_tier: service_tier || null,
    unpriced_parts,
    feedback_scores,
  };
}

const EMPTY_LEDGER: Ledger = { input: 0, cache_read: 0, cache_write: 0, output: 0, reasoning: 0 };
