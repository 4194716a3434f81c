import { SpanWrite, TraceWrite } from '@vitrine/core/model';
import { z } from 'zod';
import type { Principal } from '../auth/principal.ts';
import { parse } from '../http/api-error.ts';
import { accept, refusal, type Accepted } from './accept.ts';
import type { Ingest, SpanCreate, TraceCreate } from './ingest.ts';

/** A batch holds at most so many items. */
export const MAX_BATCH = 1_000;

const Items = z.array(z.unknown()).min(1, 'a batch needs at least one item').max(MAX_BATCH);
const TraceBatch = z.object({ traces: Items });
const SpanBatch = z.object({ spans: Items });

/**
 * Stores the traces of a batch that are valid.
 *
 * @throws {ApiError} where some were refused; the others are stored
 */
export async function writeTraces(ingest: Ingest, principal: Principal, body: unknown): Promise<void> {
  const accepted = accept(TraceWrite, parse(TraceBatch, body).traces, ['id']);
  await store(accepted, (items) => ingest.createTraces(principal, items as TraceCreate[]));
}

/** Stores the spans of a batch that are valid, as {@link writeTraces} does. */
export async function writeSpans(ingest: Ingest, principal: Principal, body: unknown): Promise<void> {
  const accepted = accept(SpanWrite, parse(SpanBatch, body).spans, ['id', 'trace_id', 'parent_span_id']);
  await store(accepted, (items) => ingest.createSpans(principal, items as SpanCreate[]));
}

async function store<T>(
  { items, faults }: Accepted<T & object>,
  create: (items: T[]) => Promise<{ conflict?: string }[]>,
): Promise<void> {
  const outcomes = await create(items.map((item) => item.value));
  for (const [position, { conflict }] of outcomes.entries()) {
    const index = items[position]?.index ?? position;
    if (conflict) faults.push({ index, path: 'project_name', message: conflict, status: 409 });
  }
  const stored = outcomes.filter((outcome) => !outcome.conflict).length;
  const error = refusal(faults, stored);
  if (error) throw error;
}
