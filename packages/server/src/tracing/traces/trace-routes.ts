import { TraceUpdate, TraceWrite } from '@vitrine/core/model';
import { z } from 'zod';
import { route, type Route } from '../../platform/http/route.ts';
import { Ids, pathId } from '../../platform/validation/ids.ts';
import { deleteTraces, type TraceStores } from '../deletion/delete-traces.ts';
import { rowRoutes } from '../entity-routes/row-routes.ts';
import { TraceBatch, writeTraces } from '../ingest/write-batch.ts';
import { TraceAnswer } from './trace-answer.ts';
import { EXCLUDABLE_OF_TRACES, type Traces } from './traces.ts';
import type { Accounting } from '../../platform/accounting/accounting.ts';
import type { Projects } from '../project-registry/projects.ts';

/** Routes of `traces`: write, change, read, list, search, statistics, delete. */
export function traceRoutes(
  parts: TraceStores & { accounting: Accounting; projects: Projects; traces: Traces },
): Route[] {
  const { ingest, traces } = parts;
  return [
    ...rowRoutes(parts, {
      noun: 'trace',
      excludable: EXCLUDABLE_OF_TRACES,
      batch: TraceBatch,
      write: TraceWrite,
      update: TraceUpdate,
      narrowing: z.object({}),
      answer: TraceAnswer,
      writeBatch: (principal, body) => writeTraces(parts, principal, body),
      create: (principal, row) => ingest.createTraces(principal, [row], true),
      change: (principal, id, update) => ingest.updateTrace(principal, id, update),
      changeInBatch: (principal, id, update) => ingest.updateTrace(principal, id, update),
      page: (principal, query, signal) => traces.page(principal, query, signal),
      stats: (principal, query, signal) => traces.stats(principal, query, signal),
      search: (principal, query, signal) => traces.search(principal, query, signal),
      get: (principal, id, options) => traces.get(principal, id, options),
    }),
    route(
      {
        name: 'deleteTraces',
        method: 'POST',
        path: '/api/v1/private/traces/delete',
        summary: 'Delete traces with all related data',
        action: 'traces:delete',
        body: Ids,
      },
      ({ principal, body }) => deleteTraces(parts, principal, body.ids),
    ),
    route(
      {
        name: 'deleteTrace',
        method: 'DELETE',
        path: '/api/v1/private/traces/:id',
        summary: 'Delete a trace with all related data',
        action: 'traces:delete',
      },
      ({ principal, params }) => deleteTraces(parts, principal, [pathId(params['id'])]),
    ),
  ];
}
