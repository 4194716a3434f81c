import { SpanType, SpanUpdate, SpanWrite } from '@vitrine/core/model';
import { z } from 'zod';
import type { Accounting } from '../../platform/accounting/accounting.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { pathId } from '../../platform/validation/ids.ts';
import { rowRoutes } from '../entity-routes/row-routes.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { withKnownType } from '../ingest/known-type.ts';
import { SpanBatch, writeSpans } from '../ingest/write-batch.ts';
import type { Projects } from '../project-registry/projects.ts';
import { SpanAnswer } from './span-answer.ts';
import { EXCLUDABLE_OF_SPANS, type Spans } from './spans.ts';

/** Parameters that narrow a list of spans: trace and type. */
const SpanNarrowing = z.object({
  trace_id: z
    .string()
    .toLowerCase()
    .nullish()
    .transform((id) => id ?? undefined),
  type: SpanType.nullish().transform((type) => type ?? undefined),
});

/** Accepts types that are not known; see {@link withKnownType}. */
const LenientUpdate = SpanUpdate.extend({ type: z.string().nullish() })
  .transform((update) => withKnownType(update, true))
  .pipe(SpanUpdate);

/** Routes of `spans`: write, change, read, list, search, statistics. */
export function spanRoutes(parts: {
  accounting: Accounting;
  ingest: Ingest;
  projects: Projects;
  spans: Spans;
}): Route[] {
  const { ingest, spans } = parts;
  return [
    ...rowRoutes(parts, {
      noun: 'span',
      excludable: EXCLUDABLE_OF_SPANS,
      batch: SpanBatch,
      write: SpanWrite,
      update: LenientUpdate,
      narrowing: SpanNarrowing,
      answer: SpanAnswer,
      writeBatch: (principal, body) => writeSpans(parts, principal, body),
      create: (principal, row) => ingest.createSpans(principal, [row], true),
      change: (principal, id, update) => {
        const traceId = update.trace_id ? { trace_id: pathId(update.trace_id) } : {};
        return ingest.updateSpan(principal, id, { ...update, ...traceId });
      },
      // The spans may belong to several traces, so each is found by its own id.
      changeInBatch: (principal, id, update) => ingest.updateSpan(principal, id, { ...update, trace_id: undefined }),
      page: (principal, query, signal) => spans.page(principal, query, signal),
      stats: (principal, query, signal) => spans.stats(principal, query, signal),
      search: (principal, query, signal) => spans.search(principal, query, signal),
      get: (principal, id, options) => spans.get(principal, id, options),
    }),
    route(
      {
        name: 'deleteSpan',
        method: 'DELETE',
        path: '/api/v1/private/spans/:id',
        summary: 'Not possible: delete the trace',
        action: 'traces:delete',
        answer: { kind: 'own', status: 501, description: 'Not possible' },
      },
      () => {
        throw new VitrineError('not_implemented', 'a single span cannot be deleted; delete its trace');
      },
    ),
  ];
}
