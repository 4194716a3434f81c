import { SpanWrite, TraceWrite } from '@vitrine/core/model';
import type { Principal } from '../../platform/auth/principal.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { batchOf } from '../../platform/validation/batch.ts';
import { refusal, type Accepted } from '../../platform/validation/accept.ts';
import { inParts } from './in-parts.ts';
import type { SpanCreate, TraceCreate } from './ingest.ts';
import type { Outcome } from './write-group.ts';
import type { Ingest } from './ingest.ts';
import type { Accounting } from '../../platform/accounting/accounting.ts';

type Parts = { ingest: Ingest; accounting: Accounting };

export const TraceBatch = batchOf('traces', TraceWrite, ['id'], inParts(TraceWrite));
export const SpanBatch = batchOf('spans', SpanWrite, ['id', 'trace_id', 'parent_span_id'], inParts(SpanWrite));

/**
 * Stores the traces of a batch that are valid.
 *
 * @throws {VitrineError} where some were refused; the others are stored
 */
export async function writeTraces({ ingest, accounting }: Parts, principal: Principal, body: unknown): Promise<void> {
  const { items, faults } = TraceBatch.accept(body);
  accounting.invalid('traces', faults);
  return answer(ingest.createTraces(principal, values<TraceCreate>(items)), indexes(items), faults);
}

/** Stores the spans of a batch that are valid, as {@link writeTraces} does. */
export async function writeSpans({ ingest, accounting }: Parts, principal: Principal, body: unknown): Promise<void> {
  const { items, faults } = SpanBatch.accept(body);
  accounting.invalid('spans', faults);
  return answer(ingest.createSpans(principal, values<SpanCreate>(items)), indexes(items), faults);
}

type Items = Accepted<object>['items'];

/** What was accepted; each has an id now. */
function values<T extends object>(items: Items): T[] {
  return items.map((item) => item.value as T);
}

function indexes(items: Items): number[] {
  return items.map((item) => item.index);
}

/** Says what was refused of a batch. It holds nothing of what the batch said: payloads are large, and storing takes long. */
async function answer(
  storing: Promise<Outcome[]>,
  places: readonly number[],
  faults: Accepted<object>['faults'],
): Promise<void> {
  const outcomes = await storing;
  for (const [position, outcome] of outcomes.entries()) {
    if (outcome.committed) continue;
    // What went wrong with the storage went wrong for all.
    if (!(outcome.error instanceof VitrineError)) throw outcome.error;
    const { code, message } = outcome.error;
    faults.push({ index: places[position] ?? position, path: '', message, code });
  }
  const error = refusal(faults, outcomes.filter((outcome) => outcome.committed).length);
  if (error) throw error;
}
