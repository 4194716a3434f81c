import { SpanWrite, TraceWrite } from '@vitrine/core/model';
import type { Principal } from '../../platform/auth/principal.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { batchOf } from '../../platform/validation/batch.ts';
import { refusal, type Accepted } from '../../platform/validation/accept.ts';
import { sparseObject } from './sparse-object.ts';
import type { SpanCreate, TraceCreate } from './ingest.ts';
import type { Outcome } from './write-group.ts';
import type { Ingest } from './ingest.ts';
import type { Accounting } from '../../platform/accounting/accounting.ts';

type Parts = { ingest: Ingest; accounting: Accounting };

export const TraceBatch = batchOf('traces', TraceWrite, ['id'], sparseObject(TraceWrite));
export const SpanBatch = batchOf('spans', SpanWrite, ['id', 'trace_id', 'parent_span_id'], sparseObject(SpanWrite));

/**
 * Stores the valid traces of a batch.
 *
 * @throws {VitrineError} if some were refused; the others are stored
 */
export async function writeTraces({ ingest, accounting }: Parts, principal: Principal, body: unknown): Promise<void> {
  const { items, faults } = TraceBatch.accept(body);
  accounting.invalid('traces', faults);
  return refuseFaulty(ingest.createTraces(principal, valuesOf<TraceCreate>(items)), indexesOf(items), faults);
}

/** Stores the valid spans of a batch, as {@link writeTraces} does. */
export async function writeSpans({ ingest, accounting }: Parts, principal: Principal, body: unknown): Promise<void> {
  const { items, faults } = SpanBatch.accept(body);
  accounting.invalid('spans', faults);
  return refuseFaulty(ingest.createSpans(principal, valuesOf<SpanCreate>(items)), indexesOf(items), faults);
}

type Items = Accepted<object>['items'];

/** Accepted items. Each has an id. */
function valuesOf<T extends object>(items: Items): T[] {
  return items.map((item) => item.value as T);
}

function indexesOf(items: Items): number[] {
  return items.map((item) => item.index);
}

/**
 * Throws an error that lists the refused items. It holds no reference to the payloads, which are large, while they are
 * stored.
 */
async function refuseFaulty(
  storing: Promise<Outcome[]>,
  indexes: readonly number[],
  faults: Accepted<object>['faults'],
): Promise<void> {
  const outcomes = await storing;
  for (const [position, outcome] of outcomes.entries()) {
    if (outcome.committed) continue;
    // A failure of the storage concerns all items.
    if (!(outcome.error instanceof VitrineError)) throw outcome.error;
    const { code, message } = outcome.error;
    faults.push({ index: indexes[position] ?? position, path: '', message, code });
  }
  const error = refusal(faults, outcomes.filter((outcome) => outcome.committed).length);
  if (error) throw error;
}
