import compression from 'compression';
import express, { type Express } from 'express';
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
  const identify = authenticator.identify.bind(authenticator);
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(securityHeaders, compression());
  app.use(['/api', '/v1'], (_request, response, next) => {
    response.set('Cache-Control', 'private, no-store');
    next();
  });
  app.use(routerOf(allRoutes(resources), { identify, accounting, log, maxBodyBytes }));
  app.use(['/api', '/v1'], async (request) => {
    await identify(request);
    throw new VitrineError('not_found', `there is no ${request.method} ${request.baseUrl}${request.path}`);
  });
  app.use(browserFiles());
  app.use(answerErrors(options.log));
  return app;
}
