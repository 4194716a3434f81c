import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request, type OutgoingHttpHeaders, type Server } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { newId } from '@vitrine/core/model';
import type { Express } from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '../platform/http/route.ts';
import { createApps } from './app.ts';
import { completeOptions, type VitrineOptions } from './options.ts';
import { openResources, type Resources } from './resources.ts';
import { allRoutes } from './routes.ts';

/** An address of this machine that is not loopback, if it has one. */
const otherAddress = Object.values(networkInterfaces())
  .flat()
  .find((address) => address?.internal === false && address.family === 'IPv4')?.address;

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-callers-'));
const base: VitrineOptions = { dataDir, log: pino({ level: 'silent' }) };
const local: VitrineOptions = { ...base, auth: 'local' };
const servers: Server[] = [];
let resources: Resources;
let routes: Route[];
let app: Express;
/** Ports of apps with different authentication. */
const ports: Record<'closed' | 'local' | 'hook' | 'none', number> = { closed: 0, local: 0, hook: 0, none: 0 };

beforeAll(async () => {
  resources = openResources(completeOptions(base));
  routes = allRoutes(resources);
  await resources.database.health.ready(60_000);
  app = createApps(completeOptions(local), resources).app;
  ports.local = await listen(app);
  ports.closed = await listen(createApps(completeOptions(base), resources).app);
  const authorize: NonNullable<VitrineOptions['authorize']> = ({ headers }) =>
    headers['x-user'] === 'ada' ? { subject: 'ada', role: 'admin' } : undefined;
  ports.hook = await listen(createApps(completeOptions({ ...base, authorize }), resources).app);
  ports.none = await listen(
    createApps(completeOptions({ ...base, auth: 'none', hosts: ['vitrine.example'] }), resources).app,
  );
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await resources.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function listen(app: Express): Promise<number> {
  const server = app.listen(0, '0.0.0.0');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A caller: the app that it calls, the address that it connects to, and the headers that it sends. */
interface Caller {
  app: keyof typeof ports;
  address?: string;
  headers?: OutgoingHttpHeaders;
}

const REFUSED: Record<string, Caller> = {
  'a proxy that sends X-Forwarded-For': { app: 'local', headers: { 'x-forwarded-for': '127.0.0.1' } },
  'a proxy that sends X-Forwarded-Host': { app: 'local', headers: { 'x-forwarded-host': 'localhost' } },
  'a proxy that sends Forwarded': { app: 'local', headers: { forwarded: 'for=127.0.0.1' } },
  'a page on another host name': { app: 'local', headers: { host: 'evil.example' } },
  'a page on a host name that begins with 127.0.0.1': { app: 'local', headers: { host: '127.0.0.1.evil.example' } },
  'a page on a host name that begins with localhost': { app: 'local', headers: { host: 'localhost.evil.example' } },
  ...(otherAddress && {
    'another machine': { app: 'local', address: otherAddress, headers: { host: 'localhost' } },
  }),
  'the machine itself, as long as the host has not said who has access': { app: 'closed' },
  'a page on another host name, where authentication is off': { app: 'none', headers: { host: 'evil.example' } },
  'a visitor without a name': { app: 'hook' },
  'a visitor that the hook refuses': { app: 'hook', headers: { 'x-user': 'eve' } },
};

const LET_IN: Record<string, Caller> = {
  'the machine itself': { app: 'local' },
  'a visitor that the hook accepts': { app: 'hook', headers: { 'x-user': 'ada', host: 'vitrine.example' } },
  'anybody if authentication is off': {
    app: 'none',
    headers: { host: 'vitrine.example', 'x-forwarded-for': '::9' },
  },
};

/** How long an answer may take, in ms. */
const PATIENCE_MS = 20_000;

/** Sends a request and returns its status. Without `body`, a body is announced and never sent. */
function call({ app, address, headers }: Caller, method: string, path: string, body?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const announced = { 'content-type': 'application/json', 'content-length': body?.length ?? 1_000_000 };
    const sent = request({
      host: address ?? '127.0.0.1',
      port: ports[app],
      method,
      path,
      agent: false,
      headers: { ...(method !== 'GET' && announced), host: `localhost:${ports[app]}`, ...headers },
    });
    sent.once('response', (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    sent.once('error', reject);
    sent.setTimeout(PATIENCE_MS, () => sent.destroy(new Error(`${method} ${path} waits for its body`)));
    if (method === 'GET' || body !== undefined) sent.end(body);
    else sent.flushHeaders();
  });
}

const isPublic = (route: Route): boolean => typeof route.action !== 'string';
const pathOf = ({ path }: Route): string => path.replaceAll(/:\w+/g, () => newId());

/** Calls each route, and returns its name with the status of its answer. */
function statuses(each: readonly Route[], send: (route: Route) => Promise<number>): Promise<[string, number][]> {
  return Promise.all(each.map(async (route): Promise<[string, number]> => [route.name, await send(route)]));
}

describe.each(Object.entries(REFUSED))('for %s', (_name, caller) => {
  test('every route that needs a permission answers 401 before the body is read', async () => {
    const guarded = routes.filter((route) => !isPublic(route));
    expect(guarded.length).toBeGreaterThan(90);
    const answers = await statuses(guarded, (route) => call(caller, route.method, pathOf(route)));
    expect(answers.filter(([, status]) => status !== 401)).toEqual([]);
  });

  test('unknown paths of the API answer 401; pages and scripts, which contain no data, are public', async () => {
    const get = (path: string): Promise<number> =>
      call({ ...caller, headers: { ...caller.headers, accept: 'text/html' } }, 'GET', path);
    for (const path of ['/api/nowhere', '/v1/nowhere']) expect([path, await get(path)]).toEqual([path, 401]);
    for (const path of ['/', '/widgets.js', '/traces']) expect([path, await get(path)]).toEqual([path, 200]);
  });

  test('public routes do not answer 401', async () => {
    const answers = await statuses(routes.filter(isPublic), (route) => call(caller, route.method, pathOf(route), ''));
    expect(answers.filter(([, status]) => status === 401 || status >= 500)).toEqual([]);
  });
});

test.each(Object.entries(LET_IN))('every route lets in %s', async (_name, caller) => {
  const answers = await statuses(routes, (route) => call(caller, route.method, pathOf(route), '{}'));
  expect(answers.filter(([, status]) => status === 401 || (status >= 500 && status !== 501))).toEqual([]);
});

test('only four routes are public', () => {
  expect(routes.filter(isPublic).map(({ name }) => name)).toEqual(['ping', 'getVersion', 'healthcheck', 'uploadPart']);
});

/** A layer of Express's router: a route, or middleware that may be a router itself. */
interface Layer {
  route?: { path: string; stack: { method: string }[] };
  handle: { stack?: Layer[] };
}

function served(layers: readonly Layer[]): string[] {
  return layers.flatMap(({ route, handle }) =>
    route
      ? [...new Set(route.stack.map(({ method }) => `${method.toUpperCase()} ${route.path}`))]
      : served(handle.stack ?? []),
  );
}

test('the app serves only the declared routes and its own pages', () => {
  const declared = routes.map(({ method, path }) => `${method} ${path}`);
  const all = served((app.router as unknown as { stack: Layer[] }).stack);
  expect(all.toSorted()).toEqual([...declared, 'GET /widgets.js', 'GET /{*path}'].toSorted());
});
