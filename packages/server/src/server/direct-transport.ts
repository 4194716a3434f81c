import { Readable } from 'node:stream';
import { TransportError, type Transport, type Upload } from '@vitrine/core';
import { DEFAULT_PROJECT, SpanUpdate, TraceUpdate } from '@vitrine/core/model';
import { SERVER_PRINCIPAL } from '../platform/auth/principal.ts';
import { StorageUnavailable } from '../storage/health/health.ts';
import { VitrineError } from '../platform/errors/vitrine-error.ts';
import { errorBody } from '../platform/http/error-body.ts';
import { STATUS_OF } from '../platform/http/status-of.ts';
import { writeSpans, writeTraces } from '../tracing/ingest/write-batch.ts';
import { pathId } from '../platform/validation/ids.ts';
import { parse } from '../platform/validation/parse.ts';
import type { Resources } from './resources.ts';
import { writeEntityScores, writeThreadScores } from '../tracing/scores/write-scores.ts';

/** Returns a transport that passes the writes of an SDK client to the ingest of the same process, without HTTP. */
export function directTransport(resources: Resources): Transport {
  const writes: Record<string, (body: unknown) => Promise<void>> = {
    'POST traces/batch': (body) => writeTraces(resources, SERVER_PRINCIPAL, body),
    'POST spans/batch': (body) => writeSpans(resources, SERVER_PRINCIPAL, body),
    'PUT traces/feedback-scores': (body) => writeEntityScores(resources, SERVER_PRINCIPAL, 'trace', body),
    'PUT spans/feedback-scores': (body) => writeEntityScores(resources, SERVER_PRINCIPAL, 'span', body),
    'PUT traces/threads/feedback-scores': (body) => writeThreadScores(resources, SERVER_PRINCIPAL, body),
  };
  return {
    async send({ method, path, body }) {
      const write = method === 'PATCH' ? updateOf(resources, path) : writes[`${method} ${path}`];
      if (!write) throw new TransportError(`there is no ${method} ${path}`, { status: 404 });
      await asTransport(() => write(JSON.parse(body)));
    },
    async upload({ entityType, entityId, projectName, fileName, contentType: mimeType, size, read }) {
      await asTransport(async () => {
        const projectId = await resources.projects.idOf(SERVER_PRINCIPAL, projectName ?? DEFAULT_PROJECT);
        const file = { entityType, entityId, fileName, mimeType, projectId };
        await resources.attachments.write(SERVER_PRINCIPAL, file, Readable.from(partsOf(size, read)), size);
      });
    },
  };
}

/** Size of the parts in which a file is read, in bytes. */
const PART_BYTES = 8 * 1024 * 1024;

async function* partsOf(size: number, read: Upload['read']): AsyncGenerator<Uint8Array, void, undefined> {
  for (let from = 0; from < size; from += PART_BYTES) yield await read(from, Math.min(size, from + PART_BYTES));
}

/** Returns the write of an update by id. */
function updateOf({ ingest }: Resources, path: string): ((body: unknown) => Promise<void>) | undefined {
  const [table, id = ''] = path.split('/');
  if (table === 'traces') {
    return async (body) => ingest.updateTrace(SERVER_PRINCIPAL, pathId(id), parse(TraceUpdate, body));
  }
  if (table !== 'spans') return undefined;
  return async (body) => {
    const update = parse(SpanUpdate, body);
    const traceId = update.trace_id ? { trace_id: pathId(update.trace_id) } : {};
    await ingest.updateSpan(SERVER_PRINCIPAL, pathId(id), { ...update, ...traceId });
  };
}

/** Runs a write and rejects with a `TransportError` if it fails. */
async function asTransport(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (error instanceof VitrineError) {
      throw new TransportError(error.message, { status: STATUS_OF[error.code], cause: errorBody(error) });
    }
    const status = error instanceof StorageUnavailable ? { status: STATUS_OF.unavailable } : {};
    throw new TransportError((error as Error).message, { ...status, cause: error });
  }
}
