import { metricsText } from '../platform/accounting/metrics-text.ts';
import type { Accounting } from '../platform/accounting/accounting.ts';
import { json } from '../platform/http/answer.ts';
import { route, type Route } from '../platform/http/route.ts';
import { VERSION } from '../platform/version.ts';
import type { Database } from '../storage/database/database.ts';

/** Routes about the server itself: liveness, version, health of the storage, and metrics. */
export function systemRoutes({ database, accounting }: { database: Database; accounting: Accounting }): Route[] {
  return [
    route(
      {
        name: 'ping',
        method: 'GET',
        path: '/api/is-alive/ping',
        summary: 'Whether the process is alive',
        action: { public: 'it discloses only that the process is alive' },
        answer: json(),
      },
      () => ({ message: 'Healthy Server', healthy: true }),
    ),
    route(
      {
        name: 'getVersion',
        method: 'GET',
        path: '/api/is-alive/ver',
        summary: 'The version of the server',
        action: { public: "Opik's SDKs request it before they send a key" },
        answer: json(),
      },
      () => ({ version: VERSION }),
    ),
    route(
      {
        name: 'getHealth',
        method: 'GET',
        path: '/api/health',
        summary: 'The state of the storage; 503 if it is not ready',
        action: 'ingest:read',
        answer: { kind: 'own', status: 200, type: 'application/json', description: 'The state of the storage' },
      },
      ({ response }) => {
        const { state, reason } = database.health;
        response.status(state === 'ready' ? 200 : 503).json({ storage: { state, ...(reason && { reason }) } });
      },
    ),
    route(
      {
        name: 'healthcheck',
        method: 'GET',
        path: '/healthcheck',
        summary: 'Whether the storage is ready, as health checks of Opik ask; 503 if it is not',
        action: { public: 'it discloses only whether the storage is ready' },
        answer: { kind: 'own', status: 200, type: 'application/json', description: 'Whether the storage is ready' },
      },
      ({ response }) => {
        const healthy = database.health.state === 'ready';
        response
          .set('Cache-Control', 'no-store')
          .status(healthy ? 200 : 503)
          .json({ storage: { healthy } });
      },
    ),
    route(
      {
        name: 'getMetrics',
        method: 'GET',
        path: '/api/metrics',
        summary: 'Metrics for Prometheus',
        action: 'metrics:read',
        answer: { kind: 'own', status: 200, type: 'text/plain', description: "Prometheus' text format" },
      },
      async ({ response }) => {
        response.type('text/plain; version=0.0.4').send(await metricsText(accounting.view()));
      },
    ),
  ];
}
