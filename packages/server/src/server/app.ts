import compression from 'compression';
import express, { type Express, type RequestHandler } from 'express';
import { Cors } from '../platform/access/cors.ts';
import { Gate } from '../platform/access/gate.ts';
import { RateLimits } from '../platform/access/rate-limits.ts';
import { Authenticator } from '../platform/access/authenticate.ts';
import { VitrineError } from '../platform/errors/vitrine-error.ts';
import { adminPage } from '../platform/http/admin-page.ts';
import { answerErrors } from '../platform/http/answer-errors.ts';
import type { Route } from '../platform/http/route.ts';
import { routerOf } from '../platform/http/router-of.ts';
import { securityHeaders } from '../platform/http/security-headers.ts';
import { widgetFiles } from '../platform/http/widget-files.ts';
import type { Options } from './options.ts';
import type { Resources } from './resources.ts';
import { allRoutes } from './routes.ts';

/** Path below which embed and feedback tokens are accepted. */
const VIEW = '/api/v1/view';

/** The Express apps of a server. Both answer every request below their mount path. */
export interface Apps {
  /** Everything. */
  app: Express;
  /** Only what pages of a product need for its end users: the widgets and the view API. */
  publicApp: Express;
}

/** What an app serves. */
interface Served {
  routes: readonly Route[];
  /** Paths below which nothing but routes is served. */
  api: string[];
  files: RequestHandler[];
}

/** Creates the apps that serve everything below the mount paths. The same limits apply to both together. */
export function createApps(options: Options, resources: Resources): Apps {
  const { accounting, log } = resources;
  const { maxBodyBytes } = options;
  const { keys, embedTokens: tokens, workspaceNames: workspaces } = resources;
  const authenticator = new Authenticator({ options, keys, tokens, workspaces, log });
  const { origins } = options;
  const cors = new Cors(origins, resources.registry);
  const gate = new Gate({ authenticator, cors, limits: new RateLimits(options.rateLimitStore), origins });
  const all = allRoutes(resources);
  return {
    app: appOf({ routes: all, api: ['/api', '/v1'], files: [widgetFiles(), adminPage()] }),
    publicApp: appOf({
      routes: all.filter(({ path }) => path.startsWith(`${VIEW}/`)),
      api: [VIEW],
      files: [widgetFiles()],
    }),
  };

  function appOf({ routes, api, files }: Served): Express {
    const app = express();
    app.disable('x-powered-by');
    app.set('query parser', 'simple');
    // An error that cannot be answered here is sent without its stack trace.
    app.set('env', 'production');
    app.use(securityHeaders, compression());
    app.use(api, (_request, response, next) => {
      response.set('Cache-Control', 'private, no-store');
      next();
    });
    app.use(api, cors.preflight);
    app.use(routerOf(routes, { admit: gate.admit.bind(gate), accounting, log, maxBodyBytes }));
    app.use(api, async (request, response, next) => {
      await gate.identify(request, response);
      next();
    });
    app.use(api, notFound);
    app.use(...files);
    app.use(notFound);
    app.use(answerErrors(options.log));
    return app;
  }
}

const notFound: RequestHandler = ({ method, baseUrl, path }) => {
  throw new VitrineError('not_found', `there is no ${method} ${baseUrl}${path}`);
};
