import type { Convention } from './convention.ts';

/**
 * Spans that have nothing to do with models: HTTP and databases, by OpenTelemetry's general conventions, old and new.
 * Their attributes stay in the metadata; only the kind is read from them. `deployment.environment.name` (before:
 * `deployment.environment`) tells the environment.
 */
export const GENERAL: Convention = {
  prefixes: ['http.', 'url.full', 'db.', 'deployment.environment', 'deployment.environment.', 'session.id'],
  signs: [
    ['db.system.name', 'database'],
    ['db.system', 'database'],
    ['http.request.method', 'http'],
    ['http.method', 'http'],
    ['url.full', 'http'],
  ],
  scalars: {
    environment: ['deployment.environment.name', 'deployment.environment'],
    thread_id: ['session.id'],
  },
};
