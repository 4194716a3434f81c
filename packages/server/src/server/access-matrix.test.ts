import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@vitrine/core/model';
import { SignJWT } from 'jose';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACTIONS, type Action } from '../platform/auth/action.ts';
import { EMBED_GRANTS, ROLE_NAMES, ROLES, type RoleName } from '../platform/auth/permissions.ts';
import { SERVER_PRINCIPAL } from '../platform/auth/principal.ts';
import type { Route } from '../platform/http/route.ts';
import { createApps } from './app.ts';
import { completeOptions } from './options.ts';
import { openResources, type Resources } from './resources.ts';
import { allRoutes } from './routes.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-matrix-'));
let resources: Resources;
let routes: Route[];
let server: Server;
let url: string;
/** Headers of each caller. */
const callers: Record<string, Record<string, string>> = {};

beforeAll(async () => {
  const options = completeOptions({
    dataDir,
    log: pino({ level: 'silent' }),
    authorize: ({ headers }) =>
      headers['x-role'] === undefined ? undefined : { subject: 'ada', role: headers['x-role'] as RoleName },
  });
  resources = openResources(options);
  await resources.database.health.ready(60_000);
  routes = allRoutes(resources);
  server = createServer(createApps(options, resources).app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { keys, embedTokens, projects, registry, workspaceNames } = resources;
  await workspaceNames.create(SERVER_PRINCIPAL, 'other');
  const project = await projects.idOf(SERVER_PRINCIPAL, 'shop');
  const year = { origins: [], expires_at: new Date(Date.now() + 1e10).toISOString() };
  const keyOf = async (name: string, grant: object): Promise<string> => {
    const write = { name, workspaces: ['default'], projects: 'all' as const, actions: ACTIONS, ...year, ...grant };
    return (await keys.create(SERVER_PRINCIPAL, write)).key;
  };
  const bearer = (text: string): Record<string, string> => ({ authorization: `Bearer ${text}` });
  Object.assign(callers, {
    nobody: {},
    ...Object.fromEntries(ROLE_NAMES.map((role) => [`role ${role}`, { 'x-role': role }])),
    ...Object.fromEntries(
      await Promise.all(
        ROLE_NAMES.map(
          async (role) => [`key ${role}`, bearer(await keyOf(role, { actions: [...ROLES[role]] }))] as const,
        ),
      ),
    ),
    'key of a project': bearer(await keyOf('project', { projects: [project] })),
    'key of another workspace': bearer(await keyOf('other', { workspaces: ['other'] })),
    'key that has expired': bearer(await keyOf('expired', { expires_at: new Date(Date.now() - 1).toISOString() })),
    'key that is wrong, and a visitor': { ...bearer(`${await keyOf('wrong', {})}0`), 'x-role': 'admin' },
  });
  const revoked = await keys.create(SERVER_PRINCIPAL, {
    name: 'revoked',
    workspaces: ['default'],
    projects: 'all',
    actions: ACTIONS,
    ...year,
  });
  await keys.revoke(SERVER_PRINCIPAL, revoked.id);
  const common = { subject: 'alice', project: 'shop' };
  const read = await embedTokens.token({ ...common, thread: 't', actions: ['read'] });
  await registry.ready();
  Object.assign(callers, {
    'key that was revoked': bearer(revoked.key),
    'token to read': bearer(read),
    'token to read and score': bearer(
      await embedTokens.token({ ...common, thread: 't', actions: ['read', 'feedback'] }),
    ),
    'feedback token': bearer(await embedTokens.feedbackToken({ ...common, trace: newId() })),
    'token that was changed, and a visitor': { ...bearer(`${read}x`), 'x-role': 'admin' },
    'token of nobody': bearer(
      await new SignJWT({ ws: 'default' })
        .setProtectedHeader({ alg: 'HS256', kid: 'unknown' })
        .setAudience('vitrine-embed')
        .sign(Buffer.alloc(32)),
    ),
  });
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await resources.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const REFUSED = /^nobody$|expired|revoked|wrong|changed|of nobody/;

/** Returns whether a caller may call a route, or 401 if it is unknown. */
function mayCall(caller: string, { action, path }: Route): boolean | 401 {
  if (REFUSED.test(caller)) return 401;
  const [kind, name = ''] = caller.split(' ');
  const role = ROLE_NAMES.find((each) => each === name);
  if (role && (kind === 'role' || kind === 'key')) return ROLES[role].has(action as Action);
  if (kind === 'key') return true;
  if (!path.startsWith('/api/v1/view/')) return false;
  const granted =
    caller === 'token to read' ? [...EMBED_GRANTS.read] : [...EMBED_GRANTS.read, ...EMBED_GRANTS.feedback];
  return (caller === 'feedback token' ? [...EMBED_GRANTS.feedback] : granted).includes(action as never);
}

test('each caller may call the routes that the table of permissions allows, and no others', async () => {
  const guarded = routes.filter(({ action }) => typeof action === 'string');
  const faults: string[] = [];
  const counts = { allowed: 0, forbidden: 0, unknown: 0 };
  const reached = new Set<string>();
  for (const [caller, headers] of Object.entries(callers)) {
    for (const route of guarded) {
      const expected = mayCall(caller, route);
      const path = route.path.replaceAll(/:\w+/g, () => newId());
      // Bodies are wrong on purpose: what may be called answers 400, 404 or 422, and changes nothing.
      const response = await fetch(`${url}${path}`, {
        method: route.method,
        headers: { ...headers, ...(route.method !== 'GET' && { 'content-type': 'application/json' }) },
        ...(route.method !== 'GET' && { body: '[]' }),
      });
      const { message } = (await response.json().catch(() => ({}))) as { message?: string };
      const isForbidden = response.status === 403 && /this needs the permission|is accepted below/.test(message ?? '');
      // An address that sends many wrong keys is told so instead.
      const isUnknown = response.status === 401 || (response.status === 429 && caller !== 'nobody');
      const isRight = expected === 401 ? isUnknown : expected ? response.status !== 401 && !isForbidden : isForbidden;
      if (!isRight)
        faults.push(`${caller}: ${route.name} (${route.action as string}) answered ${response.status}: ${message}`);
      counts[expected === 401 ? 'unknown' : expected ? 'allowed' : 'forbidden']++;
      if (expected === true) reached.add(route.action as string);
    }
  }
  console.log(
    `${guarded.length} routes, ${Object.keys(callers).length} callers: ${counts.allowed} calls allowed, ` +
      `${counts.forbidden} forbidden, ${counts.unknown} of unknown callers`,
  );
  expect(faults).toEqual([]);
  // Every action that a route needs is allowed to somebody, and every action of the table has a route.
  expect([...new Set(guarded.map(({ action }) => action as string))].filter((action) => !reached.has(action))).toEqual(
    [],
  );
  const used = new Set(guarded.map(({ action }) => action as string));
  const checkedInside: Action[] = ['comments:moderate', 'scores:moderate'];
  expect(ACTIONS.filter((action) => !used.has(action) && !checkedInside.includes(action))).toEqual([]);
}, 120_000);
