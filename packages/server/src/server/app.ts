import compression from 'compression';
import express, { type Express } from 'express';
import { attachmentRoutes, uploadPartRoutes, uploadRoutes } from '../tracing/attachments/attachment-routes.ts';
import { authenticate } from '../platform/auth/authenticate.ts';
import { environmentRoutes } from '../tracing/environments/environment-routes.ts';
import { feedbackDefinitionRoutes } from '../tracing/feedback-definitions/feedback-definition-routes.ts';
import { admit } from '../platform/accounting/admission.ts';
import { metricsText } from '../platform/accounting/metrics.ts';
import { otlpRoutes, otlpSignalRoutes } from '../tracing/otlp/otlp-routes.ts';
import type { Options } from './options.ts';
import { openApiRoutes } from '../openapi/openapi-routes.ts';
import { projectRoutes } from '../tracing/projects/project-routes.ts';
import { priceRoutes } from '../tracing/pricing/price-routes.ts';
import type { Resources } from './resources.ts';
import { workspaceRoutes } from '../platform/workspaces/workspace-routes.ts';
import { redirectRoutes } from '../tracing/redirects/redirect-routes.ts';
import { retentionRoutes } from '../tracing/retention/retention-routes.ts';
import { spanRoutes } from '../tracing/spans/span-routes.ts';
import { threadRoutes } from '../tracing/threads/thread-routes.ts';
import { traceRoutes } from '../tracing/traces/trace-routes.ts';
import { VERSION } from '../platform/version.ts';
import { viewRoutes } from '../monitoring/view/view-routes.ts';
import { answerErrors } from '../platform/http/answer-errors.ts';
import { VitrineError } from '../platform/errors/vitrine-error.ts';
import { jsonBody } from '../platform/http/body.ts';
import { pages } from '../platform/http/browser-files.ts';
import { securityHeaders } from '../platform/http/security-headers.ts';

/**
 * Everything under the mount path, as an Express app of its own: it can be mounted in another app at any path, or serve
 * a port alone.
 */
export function createApp(options: Options, resources: Resources): Express {
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
    throw new VitrineError('not_found', `there is no ${request.method} ${request.baseUrl}${request.path}`);
  });
  app.use(pages());
  app.use(answerErrors(options.log));
  return app;
}
