import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@vitrine/core';
import { createVitrine, type VitrineServer } from '@vitrine/server';
import express from 'express';
import express4 from 'express-4';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alike, exchange, type Call, type Sent } from './exchange.ts';
import { HOSTS, listen, type Host } from './hosts.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-mounting-'));
const WIDGETS = readdirSync(join(import.meta.dirname, '../../../packages/server/dist/browser/widgets'));
let vitrine: VitrineServer;
beforeAll(async () => {
  vitrine = createVitrine({ dataDir, auth: 'local', projectName: 'mounted' });
  await vitrine.ready();
});
afterAll(async () => {
  await vitrine.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const json = (path: string, body: string | object, method = 'POST'): Call => ({
  path,
  method,
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const page = (path: string): Call => ({ path, headers: { accept: 'text/html' } });

/** Sends requests one after the other. */
async function all({ port }: Host, calls: readonly Call[]): Promise<[string, Sent][]> {
  const answers: [string, Sent][] = [];
  for (const call of calls) answers.push([`${call.method ?? 'GET'} ${call.path}`, await exchange(port, call)]);
  return answers;
}

/** Returns requests of each kind to Vitrine, among them those that a setting of a host could change. */
function callsTo(mount: string, id: string): Call[] {
  const api = `${mount}/api/v1/private`;
  const origin = 'https://app.example';
  return [
    json(`${api}/traces/batch`, {
      traces: [{ id, project_name: 'mounted', name: '<100% möglich>', start_time: '2026-12-01T00:00:00Z' }],
    }),
    { path: `${api}/traces/${id}` },
    { path: `${api}/traces/${id}`, method: 'HEAD' },
    { path: `${api}/traces/${newId()}` },
    { path: `${api}/traces?project_name=mounted&size=1&filters=${encodeURIComponent('[{"field":"name"}]')}` },
    { path: `${api}/projects?name=mounted` },
    { path: `${mount}/api/v1/view/traces?project_name=mounted&search=${encodeURIComponent('100% möglich')}` },
    { path: `${mount}/api/v1/view/traces?project_name=mounted&search=%2531` },
    { path: `${api}/environments/with%2520percent%2Fand%20space` },
    { path: `${api}/nothing%2Fhere` },
    { path: `${mount}/api/openapi.json` },
    json(`${api}/projects`, { name: newId() }),
    json(`${api}/projects`, '{"name":'),
    json(`${api}/projects`, { name: 1 }),
    { ...json(`${api}/projects`, 'name=a'), headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    {
      path: `${mount}/v1/traces`,
      method: 'POST',
      headers: { 'content-type': 'application/x-protobuf' },
      body: '\u0001',
    },
    { path: `${mount}/api/v1/session/redirect/projects?trace_id=${id}` },
    { path: `${mount}/api/v1/view/projects`, method: 'OPTIONS', headers: { origin } },
    { path: `${mount}/api/v1/view/projects`, headers: { origin } },
    { path: `${mount}/widgets.js`, headers: { origin } },
    { path: `${mount}/widgets/${WIDGETS[0]}` },
    { path: `${mount}/widgets` },
    { path: `${mount}/widgets/nothing.js` },
    page(`${mount}/`),
    page(`${mount}/projects/a/threads/b`),
    ...(mount === '' ? [] : [page(mount), page(`${mount}?a=1`)]),
    json(`${mount}/elsewhere`, {}),
  ];
}

const STATUSES = [
  [204, 200, 200, 404, 400, 200, 200, 200, 400, 404, 200], // of the traces and the document
  [201, 400, 422, 415, 400, 303, 403, 401], // of writes, a redirect, and pages of another origin
  [200, 200, 404, 404, 200, 200, 404], // of files
].flat();

describe.each(Object.entries(HOSTS))('in a host of %s', (_name, start) => {
  const own: Call[] = [
    { path: '/hello' },
    { path: '/hello', method: 'HEAD' },
    { path: '/later?a[b]=1&search=x', headers: { 'x-forwarded-for': '192.0.2.1', 'x-forwarded-proto': 'https' } },
    json('/echo', '{"a":[1,2]}'),
    json('/echo', '{"a":'),
    { path: '/broken' },
    { path: '/nowhere' },
    { path: '/hello', method: 'OPTIONS', headers: { origin: 'https://app.example' } },
    { path: '/vitrines' },
    { path: '/a/b' },
  ];

  test("the bytes of the host's own answers are the same with and without Vitrine", async () => {
    await using without = await start({});
    await using within = await start({ '/vitrine': vitrine.router, '/a/b/c': vitrine.publicRouter });
    const expected = await all(without, own);
    expect(expected[0]?.[1]).toMatchObject({ status: 200, body: expect.stringContaining('hello') as string });
    expect(await all(within, own)).toEqual(expected);
    expect((await exchange(within.port, { path: '/vitrine/api/v1/view/projects' })).status).toBe(200);
    expect(await all(within, own)).toEqual(expected);
  });

  test.each(['/', '/vitrine', '/a/b/c'])(
    "Vitrine's answers are those of a bare server, mounted at %s",
    async (path) => {
      const mount = path === '/' ? '' : path;
      await using bare = await HOSTS['node:http']({ [path]: vitrine.router });
      await using within = await start({ [path]: vitrine.router });
      const id = newId();
      const [expected, answers] = [await all(bare, callsTo(mount, id)), await all(within, callsTo(mount, id))];
      expect(expected.map(([, { status }]) => status)).toEqual(
        mount === '' ? STATUSES : [...STATUSES.slice(0, -1), 308, 308, 404],
      );
      for (const [index, [call, answer]] of expected.entries()) {
        expect([call, alike(answers.at(index)![1])]).toEqual([call, alike(answer)]);
      }
    },
  );

  test('the public router has the widgets and the view API, and answers 404 to everything else', async () => {
    await using host = await start({ '/public': vitrine.publicRouter });
    const has = ['/widgets.js', `/widgets/${WIDGETS[0]}`, '/api/v1/view/projects'];
    expect(
      (
        await all(
          host,
          has.map((path) => ({ path: `/public${path}` })),
        )
      ).map(([, { status }]) => status),
    ).toEqual([200, 200, 200]);
    const hasNot: Call[] = [
      '/',
      '/traces/1',
      '/index.html',
      '/assets/',
      '/api/health',
      '/api/metrics',
      '/api/openapi.json',
      '/api/is-alive/ping',
      '/healthcheck',
      '/api/v1/private/projects',
      '/api/v1/private/../view/../private/projects',
      '/api/v1/view/../private/projects',
      '/api/v1/view/%2e%2e/private/projects',
      '//api/v1/private/projects',
      '/API/V1/PRIVATE/projects',
      '/api/v1/access/keys',
      '/v1/traces',
    ].flatMap((path) => [page(`/public${path}`), json(`/public${path}`, {})]);
    for (const [call, { status, body }] of await all(host, hasNot)) {
      expect([call, status]).toEqual([call, 404]);
      expect(Object.keys(JSON.parse(body) as object)).toEqual(['code', 'message']);
    }
  });

  test('a client that leaves harms nothing, and the next request is answered', async () => {
    await using host = await start({ '/vitrine': vitrine.router });
    const path = '/vitrine/api/v1/private/traces/batch';
    for (const headers of [{ 'content-length': '1000' }, { 'transfer-encoding': 'chunked' }]) {
      const sent = request({
        host: '127.0.0.1',
        port: host.port,
        path,
        method: 'POST',
        headers: { ...json(path, '').headers, ...headers },
      });
      sent.on('error', () => undefined).write('{"traces":[');
      await new Promise((resolve) => setTimeout(resolve, 50));
      sent.destroy();
    }
    const left = request({ host: '127.0.0.1', port: host.port, path: '/vitrine/api/v1/view/projects' });
    left.on('error', () => undefined).end();
    await once(left, 'socket');
    left.destroy();
    expect((await exchange(host.port, { path: '/vitrine/api/v1/view/projects' })).status).toBe(200);
  });

  test('two instances do not meet', async () => {
    const other = createVitrine({ dataDir, log: pino({ level: 'silent' }) });
    await using host = await start({ '/a': vitrine.router, '/b': other.router, '/a-too': other.router });
    const status = async (mount: string): Promise<number> =>
      (await exchange(host.port, { path: `${mount}/api/v1/view/projects` })).status;
    expect([await status('/a'), await status('/b'), await status('/a-too'), await status('/a')]).toEqual([
      200, 401, 401, 200,
    ]);
    await other.close();
  });
});

describe.each([
  ['Express 5', express],
  ['Express 4', express4],
])('in a host of %s, its own code', (_name, create) => {
  const HEADERS = { 'x-forwarded-for': '192.0.2.1', 'x-forwarded-proto': 'https' };

  test('finds the request as it left it: in authorize, in its log, and before headers are sent', async () => {
    const seen: [string, unknown][] = [];
    const see = (where: string, { query, ip, secure, app, baseUrl, url }: express.Request): void => {
      seen.push([where, { query, ip, secure, setting: app.get('views') as unknown, baseUrl, url }]);
    };
    const guarded = createVitrine({
      dataDir,
      authorize: async (request) => {
        see('authorize', request as express.Request);
        await new Promise((resolve) => setImmediate(resolve));
        see('later', request as express.Request);
        return { subject: 'ada', role: 'read' };
      },
    });
    const app = create();
    app
      .set('trust proxy', true)
      .set('views', 'of the host')
      .set('query parser', (text: string) => ({ text }));
    app.use((incoming, response, next) => {
      response.on('finish', () => see('log', incoming));
      // oxlint-disable-next-line typescript/unbound-method -- it is called with its response
      const { writeHead } = response;
      response.writeHead = (...values: unknown[]) => {
        see('headers', incoming);
        response.setHeader('Set-Cookie', 'session=1');
        return Reflect.apply(writeHead, response, values) as typeof response;
      };
      next();
    });
    app.use('/vitrine', guarded.router);
    await using host = await listen(createServer(app));
    const answer = await exchange(host.port, { path: '/vitrine/api/v1/view/projects?search=a', headers: HEADERS });
    expect(answer.status).toBe(200);
    expect(answer.headers).toContain('Set-Cookie: session=1');
    const asTheHost = { query: { text: 'search=a' }, ip: '192.0.2.1', secure: true, setting: 'of the host' };
    const below = { baseUrl: '/vitrine', url: '/api/v1/view/projects?search=a' };
    expect(seen).toEqual(['authorize', 'later', 'headers', 'log'].map((where) => [where, { ...asTheHost, ...below }]));
    await guarded.close();
  });

  test('may have parsed the body, or have allowed other origins', async () => {
    const app = create();
    app.use(create.json(), create.text(), (_request, response, next) => {
      response
        .set('Access-Control-Allow-Origin', 'https://evil.example')
        .set('Access-Control-Allow-Credentials', 'true');
      next();
    });
    app.use('/vitrine', vitrine.router);
    await using host = await listen(createServer(app));
    const path = '/vitrine/api/v1/private/traces';
    const id = newId();
    const write = await exchange(
      host.port,
      json(`${path}/batch`, { traces: [{ id, start_time: '2026-12-01T00:00:00Z' }] }),
    );
    const read = await exchange(host.port, { path: `${path}/${id}` });
    const files = await all(host, [{ path: '/vitrine/widgets.js' }, page('/vitrine/')]);
    expect([write.status, read.status, ...files.map(([, { status }]) => status)]).toEqual([204, 200, 200, 200]);
    for (const { headers } of [write, read]) expect(headers.join()).not.toMatch(/access-control/i);
    expect(files.map(([, { headers }]) => headers.filter((line) => /^access-control/i.test(line)))).toEqual([
      ['Access-Control-Allow-Origin: *'],
      [],
    ]);
  });

  test('may answer itself after a time limit', async () => {
    const slow = createVitrine({
      dataDir,
      authorize: () => new Promise((resolve) => setTimeout(resolve, 200, { subject: 'ada', role: 'read' })),
    });
    const app = create();
    app.use((_request, response, next) => {
      setTimeout(() => response.writeHead(503, { 'X-Of-The-Host': '1' }).end('too late'), 50);
      next();
    });
    app.use('/vitrine', slow.router);
    await using host = await listen(createServer(app));
    const answer = await exchange(host.port, { path: '/vitrine/api/v1/view/projects' });
    expect([answer.status, answer.body]).toEqual([503, 'too late']);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await slow.close();
  });

  test('answers an error that Vitrine cannot answer, without the headers of Vitrine', async () => {
    const log = pino({ level: 'silent' });
    log.error = () => {
      throw new Error('the log is full');
    };
    const broken = createVitrine({ dataDir, log, authorize: () => ({ subject: 'ada', role: 'nobody' as 'read' }) });
    const app = create();
    app.set('json spaces', 2).set('etag', false);
    app.use((_request, response, next) => {
      response.set('X-Of-The-Host', '1');
      next();
    });
    app.use('/vitrine', broken.router);
    const answerError: express.ErrorRequestHandler = (error: Error, { baseUrl, url }, response, _next) => {
      response.status(500).json({ message: error.message, baseUrl, url });
    };
    app.use(answerError);
    await using host = await listen(createServer(app));
    const path = '/vitrine/api/v1/view/projects';
    const { status, headers, body } = await exchange(host.port, { path, headers: { 'accept-encoding': 'gzip' } });
    const expected = JSON.stringify({ message: 'the log is full', baseUrl: '', url: path }, null, 2);
    expect([status, body]).toEqual([500, expected]);
    expect(headers).toEqual([
      'X-Powered-By: Express',
      'X-Of-The-Host: 1',
      'Content-Type: application/json; charset=utf-8',
      `Content-Length: ${expected.length}`,
      'Connection: close',
    ]);
    await broken.close();
  });
});
