import compression from 'compression';
import express, {} from 'express';
import { attachmentRoutes, uploadPartRoutes, uploadRoutes } from '../attachments/attachment-routes.js';
import { authenticate } from '../auth/authenticate.js';
import { environmentRoutes } from '../environments/environment-routes.js';
import { feedbackDefinitionRoutes } from '../feedback-definitions/feedback-definition-routes.js';
import { admit } from '../ingest/admission.js';
import { metricsText } from '../ingest/metrics.js';
import { otlpRoutes, otlpSignalRoutes } from '../ingest/otlp/otlp-routes.js';
import { openApiRoutes } from '../openapi/openapi-routes.js';
import { projectRoutes } from '../projects/project-routes.js';
import { priceRoutes } from '../pricing/price-routes.js';
import { workspaceRoutes } from '../workspaces/workspace-routes.js';
import { redirectRoutes } from '../redirects/redirect-routes.js';
import { retentionRoutes } from '../retention/retention-routes.js';
import { spanRoutes } from '../spans/span-routes.js';
import { threadRoutes } from '../threads/thread-routes.js';
import { traceRoutes } from '../traces/trace-routes.js';
import { VERSION } from '../version.js';
import { viewRoutes } from '../view/view-routes.js';
import { answerErrors, ApiError } from './api-error.js';
import { jsonBody } from './body.js';
import { pages } from './browser-files.js';
import { securityHeaders } from './security-headers.js';
/**
 * Everything under the mount path, as an Express app of its own: it can be mounted in another app at any path, or serve
 * a port alone.
 */
export function createApp(options, resources) {
    const app = express();
    app.disable('x-powered-by');
    app.set('query parser', 'simple');
    app.use(securityHeaders, compression());
    app.get('/api/is-alive/ping', (_request, response) => {
        response.json({ message: 'Healthy Server', healthy: true });
    });
    app.get('/api/is-alive/ver', (_request, response) => {
        response.json({ version: VERSION });
    });
    app.use('/api/v1/private/attachment', uploadPartRoutes(resources));
    app.use(authenticate(options));
    app.get('/api/health', (_request, response) => {
        const { state, reason } = resources.database.health;
        response.status(state === 'ready' ? 200 : 503).json({ storage: { state, ...(reason && { reason }) } });
    });
    app.use('/api', openApiRoutes());
    app.get('/api/metrics', async (_request, response) => {
        response.type('text/plain; version=0.0.4').send(await metricsText(resources.accounting.view()));
    });
    // A file goes through without taking memory, and its body is no JSON.
    app.use('/api/v1/private/attachment', uploadRoutes(resources));
    app.use(['/v1/traces', '/api/v1/private'], admit(resources.accounting));
    app.use(['/v1/traces', '/api/v1/private/otel/v1/traces'], otlpRoutes(resources));
    app.use(['/v1', '/api/v1/private/otel/v1'], otlpSignalRoutes());
    const api = express.Router();
    api.use(jsonBody);
    api.use('/private/projects', projectRoutes(resources));
    api.use('/private/traces/threads', threadRoutes(resources));
    api.use('/private/traces', traceRoutes(resources));
    api.use('/private/spans', spanRoutes(resources));
    api.use('/private/environments', environmentRoutes(resources));
    api.use('/private/feedback-definitions', feedbackDefinitionRoutes(resources));
    api.use('/private/workspaces', workspaceRoutes(resources));
    api.use('/session/redirect', redirectRoutes());
    api.use('/private/attachment', attachmentRoutes(resources));
    api.use('/view/prices', priceRoutes(resources));
    api.use('/view/retention', retentionRoutes(resources));
    api.use('/view', viewRoutes(resources));
    app.use('/api/v1', api);
    app.use(['/api', '/v1'], (request) => {
        throw new ApiError(404, `there is no ${request.method} ${request.baseUrl}${request.path}`);
    });
    app.use(pages());
    app.use(answerErrors(options.log));
    return app;
}
//# sourceMappingURL=app.js.map