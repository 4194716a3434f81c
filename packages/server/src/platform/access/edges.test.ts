import { randomBytes } from 'node:crypto';
import { newId } from '@vitrine/core/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import { LIMITS } from './rate-limits.ts';

const SHOP = 'https://shop.example';
const EVIL = 'https://evil.example';
const project = 'shop';

let server: TestServer;
/** The host lets everybody read from other origins, and knows its visitors by a cookie or a token of its own. */
let hosted: TestServer;
beforeAll(async () => {
  server = await startTestServer({ secret: randomBytes(32).toString('hex'), origins: [SHOP] });
  hosted = await startTestServer(
    {
      origins: [SHOP],
      authorize: ({ headers }) =>
        headers.cookie === 'session=ada' || headers.authorization === 'Bearer of-the-host'
          ? { subject: 'ada', role: 'manage' }
          : undefined,
    },
    {
      host: (app) =>
        app.use((request, response, next) => {
          response.set('Access-Control-Allow-Origin', request.headers.origin ?? '*');
          response.set('Access-Control-Allow-Credentials', 'true');
          next();
        }),
    },
  );
  await server.call('POST', 'private/traces/batch', {
    traces: [{ id: newId(), project_name: project, thread_id: 't', start_time: new Date().toISOString() }],
  });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await hosted[Symbol.asyncDispose]();
});

const mint = (more: object = {}): Promise<string> =>
  server.vitrine.embed.token({ subject: newId(), project, thread: 't', ...more });

function send(to: TestServer, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${to.url}/api/v1/${path}`, init);
}
const allowed = ({ headers }: Response): (string | null)[] =>
  ['access-control-allow-origin', 'access-control-allow-credentials'].map((name) => headers.get(name));

describe('pages of other origins', () => {
  const preflight = (to: TestServer, origin: string): Promise<Response> =>
    send(to, 'view/projects', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
    });

  test('may ask if the server knows their origin, never with cookies', async () => {
    for (const to of [server, hosted]) {
      const known = await preflight(to, SHOP);
      expect([known.status, ...allowed(known)]).toEqual([204, SHOP, null]);
      expect(known.headers.get('access-control-allow-headers')).toContain('Authorization');
      expect(known.headers.get('vary')).toContain('Origin');
      for (const origin of [EVIL, 'null', `${SHOP}.evil.example`, 'http://shop.example']) {
        const unknown = await preflight(to, origin);
        expect([origin, unknown.status, ...allowed(unknown)]).toEqual([origin, 403, null, null]);
      }
    }
  });

  test('read answers to their token, and that it was refused', async () => {
    const read = async (token: string, origin: string): Promise<unknown[]> => {
      const answer = await send(server, 'view/projects', { headers: { origin, authorization: `Bearer ${token}` } });
      return [answer.status, ...allowed(answer)];
    };
    expect(await read(await mint(), SHOP)).toEqual([200, SHOP, null]);
    expect(await read(await mint(), EVIL)).toEqual([200, null, null]);
    const other = await mint({ origins: ['https://other.example'] });
    expect(await read(other, 'https://other.example')).toEqual([200, 'https://other.example', null]);
    expect(await read(other, SHOP)).toEqual([403, null, null]);
    expect(await read(`${await mint()}x`, SHOP)).toEqual([401, SHOP, null]);
    expect(await read(`${await mint()}x`, EVIL)).toEqual([401, null, null]);
  });

  test('neither read nor write by the cookie of a visitor, though the host allows them everything', async () => {
    const cookie = 'session=ada';
    const json = { 'content-type': 'application/json' };
    const before = await (await send(hosted, 'private/projects', { headers: { cookie } })).json();
    const requests: RequestInit[] = [
      {},
      { method: 'POST', headers: json, body: '{"name":"planted"}' },
      { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"name":"planted"}' },
      { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'name=planted' },
      { method: 'POST' },
    ];
    for (const from of [
      { origin: EVIL },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      for (const init of requests) {
        const headers = { cookie, ...(init.headers as Record<string, string>), ...from };
        const answer = await send(hosted, 'private/projects', { ...init, headers: headers as Record<string, string> });
        expect([from, init.method, answer.status, ...allowed(answer)]).toEqual([from, init.method, 403, null, null]);
      }
    }
    // A page of the product's other origin may not use the cookie by a form, which no preflight comes before.
    for (const init of requests.slice(2)) {
      const headers = { cookie, ...(init.headers as Record<string, string>), origin: SHOP };
      expect((await send(hosted, 'private/projects', { ...init, headers })).status).toBe(403);
    }
    expect(await (await send(hosted, 'private/projects', { headers: { cookie } })).json()).toEqual(before);
  });

  test('of the product may use a token of the host, and read the answer', async () => {
    const answer = await send(hosted, 'view/projects', {
      headers: { origin: SHOP, authorization: 'Bearer of-the-host' },
    });
    expect([answer.status, ...allowed(answer)]).toEqual([200, SHOP, null]);
  });

  test('re-price nothing by a request without a body', async () => {
    const headers = { cookie: 'session=ada', origin: EVIL };
    expect((await send(hosted, 'view/prices/reprice', { method: 'POST', headers })).status).toBe(403);
    const own = { cookie: 'session=ada' };
    expect((await send(hosted, 'view/prices/reprice', { method: 'POST', headers: own })).status).toBe(200);
  });
});

describe('rate limits', () => {
  const status = async (token: string, path: string, init: RequestInit = {}): Promise<number> =>
    (
      await send(server, path, {
        ...init,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      })
    ).status;

  test('hold for the searches of a token, and harm nobody else', async () => {
    const [token, other] = await Promise.all([mint(), mint()]);
    const search = `view/traces?project_name=${project}&search=x`;
    const statuses: number[] = [];
    for (let n = 0; n <= LIMITS.embedSearch; n++) statuses.push(await status(token, search));
    expect(statuses.filter((each) => each === 429)).toHaveLength(1);
    expect(statuses.at(-1)).toBe(429);
    expect(await status(token, 'view/projects')).toBe(200);
    expect(await status(other, search)).toBe(200);
    expect((await server.call('GET', search)).status).toBe(200);
  });

  test('hold for the scores of a feedback token', async () => {
    const id = newId();
    await server.call('POST', 'private/traces/batch', {
      traces: [{ id, project_name: project, start_time: new Date().toISOString() }],
    });
    const token = await server.vitrine.embed.feedbackToken({ subject: 'mail', project, trace: id });
    const put = { method: 'PUT', body: JSON.stringify({ trace_id: id, name: 'user_feedback', value: 1 }) };
    const statuses: number[] = [];
    for (let n = 0; n <= LIMITS.feedback; n++) statuses.push(await status(token, 'view/feedback', put));
    expect([statuses.at(0), statuses.at(-2), statuses.at(-1)]).toEqual([200, 200, 429]);
  });

  test('hold for all requests of a token, many at once', async () => {
    const token = await mint();
    const wave = (): Promise<number[]> =>
      Promise.all(Array.from({ length: 60 }, () => status(token, 'view/feedback?trace_id=x&name=x')));
    const statuses: number[] = [];
    for (let n = 0; n < 6; n++) statuses.push(...(await wave()));
    expect(statuses.filter((each) => each === 429)).toHaveLength(360 - LIMITS.embed);
  });

  test('hold for wrong keys of an address, and not for right ones', async () => {
    const wrong = `vtr_key_0123456789abcdef_${'a'.repeat(43)}00000000`;
    const statuses: number[] = [];
    for (let n = 0; n <= LIMITS.refused; n++) statuses.push(await status(wrong, 'view/projects'));
    expect(statuses.at(-1)).toBe(429);
    expect(await status(await mint(), 'view/projects')).toBe(200);
    expect((await server.call('GET', 'view/projects')).status).toBe(200);
  });
});
