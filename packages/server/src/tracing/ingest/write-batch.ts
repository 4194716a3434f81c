import { setImmediate as nextTurn } from 'node:timers/promises';
import { SpanWrite, TraceWrite } from '@vitrine/core/model';
import type { Principal } from '../../platform/auth/principal.ts';
import { isLargeBody } from '../../platform/http/body.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { batchOf, type Batch } from '../../platform/validation/batch.ts';
import { refusal, type Accepted, type ItemFault } from '../../platform/validation/accept.ts';
import { withKnownType } from './known-type.ts';
import { sparseObject } from './sparse-object.ts';
import type { SpanCreate, TraceCreate } from './ingest.ts';
import type { Outcome } from './write-group.ts';
import type { Ingest } from './ingest.ts';
import type { Accounting } from '../../platform/accounting/accounting.ts';

type Parts = { ingest: Ingest; accounting: Accounting };

export const TraceBatch = batchOf('traces', TraceWrite, ['id'], sparseObject(TraceWrite));
const spanParser = sparseObject(SpanWrite);
export const SpanBatch = batchOf('spans', SpanWrite, ['id', 'trace_id', 'parent_span_id'], {
  safeParse: (span) => spanParser.safeParse(withKnownType(span)),
});

/**
 * Stores the valid traces of a batch.
 *
 * @throws {VitrineError} if some were refused; the others are stored
 */
export function writeTraces({ ingest, accounting }: Parts, principal: Principal, body: unknown): Promise<void> {
  return writeBatch(TraceBatch, body, {
    count: (faults) => accounting.invalid('traces', faults),
    store: (items) => ingest.createTraces(principal, valuesOf<TraceCreate>(items)),
  });
}

/** Stores the valid spans of a batch, as {@link writeTraces} does. */
export function writeSpans({ ingest, accounting }: Parts, principal: Principal, body: unknown): Promise<void> {
  return writeBatch(SpanBatch, body, {
    count: (faults) => accounting.invalid('spans', faults),
    store: (items) => ingest.createSpans(principal, valuesOf<SpanCreate>(items)),
  });
}

/** Stores a batch. A large one is stored in parts, one after the other, between which others run. */
async function writeBatch<Item extends object>(
  batch: Batch<Item>,
  body: unknown,
  { count, store }: { count: (faults: readonly ItemFault[]) => void; store: (items: Items) => Promise<Outcome[]> },
): Promise<void> {
  if (!isLargeBody(body)) {
    const accepted = batch.accept(body);
    // Without `await`, so that the payloads, which are large, are not held while they are stored.
    count(accepted.faults);
    return refuse(stored(store(accepted.items), indexesOf(accepted.items), accepted.faults), accepted.faults);
  }
  const { parts, faults } = batch.divide(body);
  count(faults);
  let storedCount = 0;
  for (const { body: part, indexes } of parts) {
    await nextTurn();
    const accepted = batch.accept(part);
    const toWhole = (index: number): number => indexes[index] ?? index;
    const ofPart = accepted.faults.map((fault) => ({ ...fault, index: toWhole(fault.index ?? 0) }));
    count(accepted.faults);
    await nextTurn();
    storedCount += await stored(store(accepted.items), indexesOf(accepted.items).map(toWhole), ofPart);
    for (const fault of ofPart) faults.push(fault);
  }
  return refuse(storedCount, faults);
}

type Items = Accepted<object>['items'];

/** Accepted items. Each has an id. */
function valuesOf<T extends object>(items: Items): T[] {
  return items.map((item) => item.value as T);
}

function indexesOf(items: Items): number[] {
  return items.map((item) => item.index);
}

/** Returns the number of items that were stored, and adds a fault for each of the others. */
async function stored(
  storing: Promise<Outcome[]>,
  indexes: readonly number[],
  faults: Accepted<object>['faults'],
): Promise<number> {
  const outcomes = await storing;
  for (const [position, outcome] of outcomes.entries()) {
    if (outcome.committed) continue;
    // A failure of the storage concerns all items.
    if (!(outcome.error instanceof VitrineError)) throw outcome.error;
    const { code, message } = outcome.error;
    faults.push({ index: indexes[position] ?? position, path: '', message, code });
  }
  return outcomes.filter((outcome) => outcome.committed).length;
}

/** Throws an error that lists the refused items. */
async function refuse(count: number | Promise<number>, faults: readonly ItemFault[]): Promise<void> {
  const error = refusal(faults, await count);
  if (error) throw error;
}
