import express, { type Express, type RequestHandler, type Router } from 'express';

interface Use {
  paths: string[];
  handlers: unknown[];
}
type Path = string | string[];

/** Every route of an app, such as `GET /api/v1/private/traces/:id`: what it was put together from is watched. */
export function routesOf(build: () => Express): string[] {
  const prototype = express.Router.prototype as {
    use: (...args: unknown[]) => unknown;
    route: (path: Path) => { methods: Record<string, boolean> };
  };
  const { use, route } = prototype;
  const uses = new Map<unknown, Use[]>();
  const routes = new Map<unknown, { paths: string[]; methods: Record<string, boolean> }[]>();
  prototype.use = function (this: unknown, ...args: unknown[]) {
    const isPath = typeof args[0] === 'string' || (Array.isArray(args[0]) && typeof args[0][0] === 'string');
    const paths = isPath ? [args[0] as Path].flat() : [''];
    uses.set(this, [...(uses.get(this) ?? []), { paths, handlers: (isPath ? args.slice(1) : args).flat() }]);
    return use.apply(this, args);
  };
  prototype.route = function (this: unknown, path: Path) {
    const made = route.call(this, path);
    routes.set(this, [...(routes.get(this) ?? []), { paths: [path].flat(), methods: made.methods }]);
    return made;
  };
  try {
    const app = build() as Express & { router: Router };
    return below(app.router, '');
  } finally {
    Object.assign(prototype, { use, route });
  }

  function below(router: unknown, prefix: string): string[] {
    const own = (routes.get(router) ?? []).flatMap(({ paths, methods }) =>
      paths.flatMap((path) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${`${prefix}${path}`.replace(/(.)\/$/, '$1')}`),
      ),
    );
    const mounted = (uses.get(router) ?? []).flatMap(({ paths, handlers }) =>
      handlers.flatMap((handler) => paths.flatMap((path) => below(handler as RequestHandler, `${prefix}${path}`))),
    );
    return [...own, ...mounted];
  }
}
