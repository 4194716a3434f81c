import { SpanWrite, TraceWrite } from '@vitrine/core/model';
import { z } from 'zod';
import type { Principal } from '../auth/principal.ts';
import { ApiError, parse } from '../http/api-error.ts';
import { accept, refusal, type Accepted } from './accept.ts';
import type { Resources } from '../resources.ts';
import type { SpanCreate, TraceCreate } from './ingest.ts';
import type { Outcome } from './table-writer.ts';

/** A batch holds at most so many items. */
export const MAX_BATCH = 1_000;

type Parts = Pick<Resources, 'ingest' | 'accounting'>;

const Items = z.array(z.unknown()).min(1, 'a batch needs at least one item').max(MAX_BATCH);
const TraceBatch = z.object({ traces: Items });
const SpanBatch = z.object({ spans: Items });

/**
 * Stores the traces of a batch that are valid.
 *
 * @throws {ApiError} where some were refused; the others are stored
 */
export async function writeTraces({ ingest, accounting }: Parts, principal: Principal, body: unknown): Promise<void> {
  const accepted = accept(TraceWrite, parse(TraceBatch, body).traces, ['id']);
  accounting.invalid('traces', accepted.faults);
  await store(accepted, (items) => ingest.createTraces(principal, items as TraceCreate[]));
}

/** Stores the spans of a batch that are valid, as {@link writeTraces} does. */
export async function writeSpans({ ingest, accounting }: Parts, principal: Principal, body: unknown): Promise<void> {
  const accepted = accept(SpanWrite, parse(SpanBatch, body).spans, ['id', 'trace_id', 'parent_span_id']);
  accounting.invalid('spans', accepted.faults);
  await store(accepted, (items) => ingest.createSpans(principal, items as SpanCreate[]));
}

async function store<T>(
  { items, faults }: Accepted<T & object>,
  create: (items: T[]) => Promise<Outcome[]>,
): Promise<void> {
  const outcomes = await create(items.map((item) => item.value));
  for (const [position, outcome] of outcomes.entries()) {
    if (outcome.committed) continue;
    // What went wrong with the storage went wrong for all.
    if (!(outcome.error instanceof ApiError)) throw outcome.error;
    const { status, message } = outcome.error;
    faults.push({ index: items[position]?.index ?? position, path: '', message, status });
  }
  const error = refusal(faults, outcomes.filter((outcome) => outcome.committed).length);
  if (error) throw error;
}
