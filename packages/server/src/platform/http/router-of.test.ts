import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import compression from 'compression';
import express from 'express';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { Accounting } from '../accounting/accounting.ts';
import { SERVER_PRINCIPAL, type Principal } from '../auth/principal.ts';
import { VitrineError } from '../errors/vitrine-error.ts';
import { answerErrors } from './answer-errors.ts';
import { json } from './answer.ts';
import { route, type Route } from './route.ts';
import { routerOf } from './router-of.ts';

/** Serves routes on a free port, as the app does, and returns what was logged. */
async function serve(routes: readonly Route[], use: (url: string, port: number) => Promise<void>): Promise<string[]> {
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const app = express();
  app.use(compression());
  const admit = (): Promise<Principal> => Promise.resolve(SERVER_PRINCIPAL);
  app.use(routerOf(routes, { admit, accounting: new Accounting(1_000), log, maxBodyBytes: 1_000 }));
  app.use(answerErrors(log));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    await use(`http://127.0.0.1:${port}`, port);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return logged;
}

const reading = {
  name: 'read',
  method: 'GET',
  path: '/',
  summary: 'Read',
  action: 'traces:read',
  answer: json(),
} as const;

test('the result of a handler is the response, and an exception is an error response', async () => {
  const found = route(reading, () => ({ id: 1 }));
  const missing = route({ ...reading, name: 'miss', path: '/missing' }, () => {
    throw new VitrineError('not_found', 'not there');
  });
  await serve([found, missing], async (url) => {
    expect(await (await fetch(url)).json()).toEqual({ id: 1 });
    expect((await fetch(`${url}/missing`)).status).toBe(404);
  });
});

test('a handler gets the query and the body as their schemas parse them', async () => {
  const written = route(
    {
      ...reading,
      method: 'POST',
      path: '/:id',
      query: z.object({ times: z.coerce.number() }),
      body: z.object({ name: z.string().toUpperCase() }),
    },
    ({ params, query, body }) => ({ id: params['id'], times: query.times, name: body.name }),
  );
  await serve([written], async (url) => {
    const send = (path: string, body: string): Promise<Response> =>
      fetch(`${url}/${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect(await (await send('7?times=3', '{"name":"a"}')).json()).toEqual({ id: '7', times: 3, name: 'A' });
    expect(await (await send('7?times=often', '{"name":"a"}')).json()).toMatchObject({
      code: 422,
      errors: [{ path: 'times' }],
    });
    expect(await (await send('7?times=3', '{"name":1}')).json()).toMatchObject({
      code: 422,
      errors: [{ path: 'name' }],
    });
  });
});

test('a literal path takes precedence over a path with a parameter, in any order', async () => {
  const one = route({ ...reading, path: '/things/:id' }, () => ({ route: 'one' }));
  const all = route({ ...reading, path: '/things/all' }, () => ({ route: 'all' }));
  for (const routes of [
    [one, all],
    [all, one],
  ]) {
    await serve(routes, async (url) => {
      expect(await (await fetch(`${url}/things/all`)).json()).toEqual({ route: 'all' });
      expect(await (await fetch(`${url}/things/some`)).json()).toEqual({ route: 'one' });
    });
  }
});

test('a public route has no principal', async () => {
  const open = route({ ...reading, action: { public: 'for the test' } }, ({ principal }) => principal);
  const logged = await serve([open], async (url) => expect((await fetch(url)).status).toBe(500));
  expect(logged.join()).toContain('a public route has no principal');
});

test('a read ends when its client disconnects, and nothing is logged', async () => {
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  let end: (value: boolean) => void = () => undefined;
  const ended = new Promise<boolean>((resolve) => (end = resolve));
  const slow = route(reading, async ({ signal }) => {
    begin();
    if (!signal.aborted) await once(signal, 'abort');
    end(true);
    throw signal.reason;
  });
  const logged = await serve([slow], async (_url, port) => {
    const sent = request({ port, host: '127.0.0.1' }).on('error', () => undefined);
    sent.end();
    await begun;
    sent.destroy();
    expect(await ended).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
  });
  expect(logged).toEqual([]);
});
