import compression from 'compression';
import express, { type Express } from 'express';
import { Cors } from '../platform/access/cors.ts';
import { Gate } from '../platform/access/gate.ts';
import { RateLimits } from '../platform/access/rate-limits.ts';
import { Authenticator } from '../platform/access/authenticate.ts';
import { VitrineError } from '../platform/errors/vitrine-error.ts';
import { answerErrors } from '../platform/http/answer-errors.ts';
import { browserFiles } from '../platform/http/browser-files.ts';
import { routerOf } from '../platform/http/router-of.ts';
import { securityHeaders } from '../platform/http/security-headers.ts';
import type { Options } from './options.ts';
import type { Resources } from './resources.ts';
import { allRoutes } from './routes.ts';

/**
 * Creates the Express app that serves everything below the mount path. It can be mounted in another app at any path, or
 * serve a port alone.
 */
export function createApp(options: Options, resources: Resources): Express {
  const { accounting, log } = resources;
  const { maxBodyBytes } = options;
  const { keys, embedTokens: tokens, workspaceNames: workspaces } = resources;
  const authenticator = new Authenticator({ options, keys, tokens, workspaces, log });
  const { origins } = options;
  const cors = new Cors(origins, resources.registry);
  const gate = new Gate({ authenticator, cors, limits: new RateLimits(options.rateLimitStore), origins });
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(securityHeaders, compression());
  app.use(['/api', '/v1'], (_request, response, next) => {
    response.set('Cache-Control', 'private, no-store');
    next();
  });
  app.use(['/api', '/v1'], cors.preflight);
  app.use(routerOf(allRoutes(resources), { admit: gate.admit.bind(gate), accounting, log, maxBodyBytes }));
  app.use(['/api', '/v1'], async (request, response) => {
    await gate.identify(request, response);
    throw new VitrineError('not_found', `there is no ${request.method} ${request.baseUrl}${request.path}`);
  });
  app.use(browserFiles());
  app.use(answerErrors(options.log));
  return app;
}
