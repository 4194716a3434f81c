import { Readable } from 'node:stream';
import { TransportError } from '@vitrine/core';
import { DEFAULT_PROJECT } from '@vitrine/core/model';
import { SERVER_PRINCIPAL } from './auth/principal.js';
import { StorageUnavailable } from './clickhouse/health.js';
import { ApiError } from './http/api-error.js';
import { writeSpans, writeTraces } from './ingest/write-batch.js';
import { writeEntityScores, writeThreadScores } from './scores/write-scores.js';
/** Takes the writes of an SDK client straight into the ingest of the same process, with no HTTP between. */
export function directTransport(resources) {
    const writes = {
        'POST traces/batch': (body) => writeTraces(resources, SERVER_PRINCIPAL, body),
        'POST spans/batch': (body) => writeSpans(resources, SERVER_PRINCIPAL, body),
        'PUT traces/feedback-scores': (body) => writeEntityScores(resources, SERVER_PRINCIPAL, 'trace', body),
        'PUT spans/feedback-scores': (body) => writeEntityScores(resources, SERVER_PRINCIPAL, 'span', body),
        'PUT traces/threads/feedback-scores': (body) => writeThreadScores(resources, SERVER_PRINCIPAL, body),
    };
    return {
        async send({ method, path, body }) {
            const write = writes[`${method} ${path}`];
            if (!write)
                throw new TransportError(`there is no ${method} ${path}`, { status: 404 });
            await asTransport(() => write(JSON.parse(body)));
        },
        async upload({ entityType, entityId, projectName, fileName, contentType: mimeType, bytes }) {
            await asTransport(async () => {
                const projectId = await resources.projects.idOf(SERVER_PRINCIPAL, projectName ?? DEFAULT_PROJECT);
                const file = { entityType, entityId, fileName, mimeType, projectId };
                await resources.attachments.write(SERVER_PRINCIPAL, file, Readable.from([bytes]), bytes.length);
            });
        },
    };
}
/** Rejects as a transport does. */
async function asTransport(write) {
    try {
        await write();
    }
    catch (error) {
        if (error instanceof ApiError) {
            throw new TransportError(error.message, { status: error.status, cause: error.body });
        }
        const status = error instanceof StorageUnavailable ? { status: 503 } : {};
        throw new TransportError(error.message, { ...status, cause: error });
    }
}
//# sourceMappingURL=direct-transport.js.map