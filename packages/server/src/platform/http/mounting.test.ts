import express, { type Express } from 'express';
import { request } from 'node:http';
import { newId } from '@vitrine/core/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createVitrine, type VitrineServer } from '../../index.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';

/** The bytes of one request and its response, without the date. */
function raw(port: number, path: string, body?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { connection: 'close', ...(body !== undefined && { 'content-type': 'application/json' }) };
    const sent = request({ port, path, method: body === undefined ? 'GET' : 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const lines = response.rawHeaders.filter((_, index) => response.rawHeaders[index & ~1] !== 'Date');
        resolve([response.statusCode, ...lines, Buffer.concat(chunks).toString('latin1')].join('\n'));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('mounted in a host', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-mount-'));
  let vitrine: VitrineServer;
  beforeAll(async () => {
    vitrine = createVitrine({ dataDir, auth: 'local' });
    await vitrine.ready();
  });
  afterAll(async () => {
    await vitrine.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function withHost<T>(build: (app: Express) => void, use: (port: number) => Promise<T>): Promise<T> {
    const app = express();
    build(app);
    const server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    try {
      return await use((server.address() as AddressInfo).port);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  function routes(app: Express): void {
    app.get('/hello', (_request, response) => {
      response.json({ hello: 'world' });
    });
    app.post('/echo', express.json(), (request, response) => {
      response.json(request.body);
    });
    app.get('/api/v1/private/traces', (_request, response) => {
      response.send("the host's own");
    });
    app.get('/broken', () => {
      throw Object.assign(new Error('teapot'), { status: 418, expose: true });
    });
  }

  const calls: [path: string, body?: string][] = [
    ['/hello'],
    ['/echo', '{"a":[1,2]}'],
    ['/echo', '{"a":'],
    ['/api/v1/private/traces'],
    ['/nowhere'],
    ['/broken'],
  ];
  const exchange = (port: number): Promise<string[]> =>
    Promise.all(calls.map(([path, body]) => raw(port, path, body))).then((answers) =>
      // The stack trace differs because it contains frames of Express.
      answers.map((answer) => answer.replace(/(&nbsp; ?)+at .*/gs, '').replace(/Content-Length\n\d+/, '')),
    );

  test.each(['/vitrine', '/deep/er/path'])(
    "leaves the responses of the host's routes unchanged (at %s)",
    async (mount) => {
      const without = await withHost(routes, exchange);
      const before = await withHost((app) => {
        app.use(mount, vitrine.router);
        routes(app);
      }, exchange);
      const after = await withHost((app) => {
        app.use(express.json());
        routes(app);
        app.use(mount, vitrine.router);
      }, exchange);
      const parsing = await withHost((app) => {
        app.use(express.json());
        routes(app);
      }, exchange);
      expect(before).toEqual(without);
      expect(after).toEqual(parsing);
    },
  );

  test.each([
    ['before', ['/vitrine', false]],
    ['after', ['/vitrine', true]],
    ['elsewhere, after', ['/deep/er/path', true]],
  ] as const)("works mounted %s the host's express.json()", async (_where, [mount, parsed]) => {
    const id = newId();
    await withHost(
      (app) => {
        if (parsed) app.use(express.json());
        app.use(mount, vitrine.router);
      },
      async (port) => {
        const write = await fetch(`http://127.0.0.1:${port}${mount}/api/v1/private/traces/batch`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ traces: [{ id, name: 'mounted', start_time: new Date().toISOString() }] }),
        });
        expect(write.status).toBe(204);
        const read = await fetch(`http://127.0.0.1:${port}${mount}/api/v1/private/traces/${id}`);
        expect(await read.json()).toMatchObject({ id, name: 'mounted' });
        expect(read.headers.get('x-powered-by')).toBeNull();
      },
    );
  });

  test('refuses requests that passed a proxy or name another host', async () => {
    await withHost(
      (app) => app.use('/vitrine', vitrine.router),
      async (port) => {
        const status = (headers: Record<string, string>): Promise<[number, string]> =>
          new Promise((resolve, reject) => {
            const sent = request({ port, path: '/vitrine/api/v1/view/projects', headers }, (response) => {
              let text = '';
              response.on('data', (chunk) => (text += String(chunk)));
              response.on('end', () => resolve([response.statusCode ?? 0, text]));
            });
            sent.on('error', reject).end();
          });
        expect((await status({ host: `localhost:${port}` }))[0]).toBe(200);
        expect((await status({ host: `[::1]:${port}`, authorization: 'anything' }))[0]).toBe(200);
        for (const headers of [
          { host: `localhost:${port}`, 'x-forwarded-for': '127.0.0.1' },
          { host: `localhost:${port}`, 'x-forwarded-host': 'localhost' },
          { host: `localhost:${port}`, forwarded: 'for=127.0.0.1' },
          { host: 'evil.example' },
          { host: `localhost.evil.example:${port}` },
          { host: `127.0.0.1.evil.example:${port}` },
        ]) {
          const [code, text] = await status(headers);
          expect([headers, code]).toEqual([headers, 401]);
          expect(JSON.parse(text)).toMatchObject({
            code: 401,
            message: expect.stringMatching(/API key.*authorize/) as string,
          });
        }
      },
    );
  });

  test("uses the host's authorize hook if there is one, and writes scores in the visitor's name", async () => {
    const guarded = createVitrine({
      dataDir,
      authorize: ({ headers }) =>
        typeof headers['x-user'] === 'string' ? { subject: headers['x-user'], role: 'annotate' } : undefined,
    });
    const trace = newId();
    await withHost(
      (app) => app.use('/vitrine', guarded.router),
      async (port) => {
        const url = `http://127.0.0.1:${port}/vitrine/api/v1/view/feedback`;
        const score = (user: string | undefined, value: number): Promise<Response> =>
          fetch(url, {
            method: 'PUT',
            headers: { 'content-type': 'application/json', ...(user && { 'x-user': user }) },
            body: JSON.stringify({ trace_id: trace, name: 'user_feedback', value }),
          });
        expect((await score(undefined, 1)).status).toBe(401);
        await score('ada', 1);
        await score('ada', 0);
        const bob = await score('bob', 1);
        expect(await bob.json()).toEqual({
          mine: { value: 1, category_name: null, reason: null },
          average: 0.5,
          count: 2,
        });
      },
    );
    await guarded.close();
  });
});
