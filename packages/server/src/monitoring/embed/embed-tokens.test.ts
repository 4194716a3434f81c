import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { newId, type FeedbackView, type ProjectsView, type ThreadView, type TracesView } from '@vitrine/core/model';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import type { EmbedTokenOptions } from './embed-tokens.ts';

const secret = randomBytes(32).toString('base64url');
const project = 'shop';
const start_time = new Date().toISOString();
/** Ids of traces by name. Each has the name of its user as thread. */
const ids = Object.fromEntries(['alice', 'alice2', 'bob', 'elsewhere'].map((name) => [name, newId()])) as Record<
  'alice' | 'alice2' | 'bob' | 'elsewhere',
  string
>;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ secret });
  const traces = Object.entries(ids).map(([name, id]) => ({
    id,
    name,
    project_name: name === 'elsewhere' ? 'other' : project,
    thread_id: name === 'elsewhere' ? 'alice' : name.replace(/\d/, ''),
    metadata: { tenant: name.replace(/\d/, '') },
    start_time,
    input: `question of ${name}`,
  }));
  await server.call('POST', 'private/traces/batch', { traces });
});
afterAll(() => server[Symbol.asyncDispose]());

const mint = (options: Partial<EmbedTokenOptions> = {}): Promise<string> =>
  server.vitrine.embed.token({ subject: 'alice', project, thread: 'alice', ...options });

async function ask<Body = { message: string }>(
  token: string,
  path: string,
  { method = 'GET', body, ...headers }: { method?: string; body?: object; origin?: string } = {},
): Promise<{ status: number; body: Body }> {
  const response = await fetch(`${server.url}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as Body };
}

const list = `view/traces?project_name=${project}`;

/** Returns the names of the traces that a token shows in a list. */
async function listed(token: string, path = list): Promise<string[]> {
  const { body } = await ask<TracesView>(token, path);
  return body.traces.map(({ name }) => name).toSorted();
}

describe('a token shows', () => {
  test.each<[string, Partial<EmbedTokenOptions>, string[]]>([
    ['a thread', { thread: 'alice' }, ['alice', 'alice2']],
    ['a trace', { thread: undefined, trace: ids.bob }, ['bob']],
    ['what a filter finds', { thread: undefined, filter: 'metadata.tenant = "bob"' }, ['bob']],
    ['what matches all conditions', { thread: 'alice', trace: ids.alice2 }, ['alice2']],
    ['nothing if the conditions exclude one another', { thread: 'alice', trace: ids.bob }, []],
  ])('%s', async (_, options, names) => {
    const token = await mint(options);
    expect(await listed(token)).toEqual(names);
    expect((await ask<TracesView>(token, list)).body.total).toBe(names.length);
    for (const [name, id] of Object.entries(ids)) {
      const { status } = await ask(token, `view/traces/${id}`);
      expect([name, status]).toEqual([name, names.includes(name) ? 200 : 404]);
      const bodies = await ask<{ bodies: { id: string }[] }>(token, `view/traces/${id}/bodies`, {
        method: 'POST',
        body: { ids: [id] },
      });
      expect([name, bodies.body.bodies.length]).toEqual([name, names.includes(name) ? 1 : 0]);
    }
  });

  test('its thread and no other, and its project alone', async () => {
    const token = await mint();
    const thread = (id: string, of = project) =>
      ask<ThreadView>(token, `view/thread?project_name=${of}&thread_id=${id}`);
    expect((await thread('alice')).body.turns.map(({ name }) => name)).toEqual(['alice', 'alice2']);
    expect((await thread('bob')).status).toBe(404);
    expect((await thread('alice', 'other')).status).toBe(404);
    const { body } = await ask<ProjectsView>(token, 'view/projects');
    expect(body.projects.map(({ name, trace_count }) => [name, trace_count])).toEqual([[project, 2]]);
    expect((await ask(token, 'view/traces?project_name=other')).status).toBe(404);
    expect((await ask(token, 'view/traces?project_name=unknown')).status).toBe(404);
  });

  test('nothing if its project does not exist', async () => {
    const token = await mint({ project: 'never made' });
    expect((await ask(token, `view/traces/${ids.alice}`)).status).toBe(404);
    expect((await ask<ProjectsView>(token, 'view/projects')).body.projects).toEqual([]);
  });

  test('nothing by REST, to administrators, or of the server', async () => {
    const token = await mint({ actions: ['read', 'feedback'] });
    for (const path of ['private/traces', `private/traces/${ids.alice}`, 'access', 'access/keys', 'view/ingest']) {
      expect([path, (await ask(token, path)).status]).toEqual([path, 403]);
    }
    const traces = [{ id: newId(), start_time }];
    expect((await ask(token, 'private/traces/batch', { method: 'POST', body: { traces } })).status).toBe(403);
  });
});

describe('a token of a user shows', () => {
  const mine = (user = 'u-1'): Promise<string[]> => mint({ thread: undefined, user }).then((token) => listed(token));
  const write = async (name: string, fields: object): Promise<string> => {
    const id = newId();
    const trace = { id, name, project_name: project, start_time, ...fields };
    await server.call('POST', 'private/traces/batch', { traces: [trace] });
    return id;
  };

  test("the user's traces, by what the write says, else by the metadata", async () => {
    const said = await write('said', { user_id: 'u-1' });
    await write('metadata', { metadata: { user_id: 'u-1' } });
    await write('camel', { metadata: { userId: 'u-1' } });
    const both = await write('both', { user_id: 'u-2', metadata: { user_id: 'u-1' } });
    await write('other', { user_id: 'u-2' });
    await write('like', { user_id: 'u-10', metadata: { user: 'u-1', nested: { user_id: 'u-1' } } });
    expect(await mine()).toEqual(['camel', 'metadata', 'said']);
    expect(await mine('u-2')).toEqual(['both', 'other']);
    // The former user sees nothing of a trace that is now another's, merged or not.
    await server.call('PATCH', `private/traces/${said}`, { user_id: 'u-2', project_name: project });
    expect(await mine()).toEqual(['camel', 'metadata']);
    const token = await mint({ thread: undefined, user: 'u-1' });
    expect((await ask(token, `view/traces/${said}`)).status).toBe(404);
    // What the write says stays, whatever the metadata becomes.
    await server.call('PATCH', `private/traces/${both}`, { metadata: { user_id: 'u-3' }, project_name: project });
    expect(await mine('u-3')).toEqual([]);
    const { body } = await server.call<{ user_id: string }>('GET', `private/traces/${both}`);
    expect(body.user_id).toBe('u-2');
    const filters = encodeURIComponent('user_id = "u-2"');
    const page = await server.call<{ content: { name: string }[] }>(
      'GET',
      `private/traces?project_name=${project}&filters=${filters}`,
    );
    expect(page.body.content.map(({ name }) => name).toSorted()).toEqual(['both', 'other', 'said']);
  });

  test('what OpenTelemetry says of the user', async () => {
    const span = {
      traceId: randomBytes(16).toString('hex'),
      spanId: randomBytes(8).toString('hex'),
      name: 'by otel',
      startTimeUnixNano: `${Date.now()}000000`,
      attributes: [{ key: 'user.id', value: { stringValue: 'u-otel' } }],
    };
    await fetch(`${server.url}/api/v1/private/otel/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', projectName: project },
      body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }),
    });
    expect(await mine('u-otel')).toEqual(['by otel']);
  });

  test('nothing of a write whose user is too long, or no text', async () => {
    const traces = ['x'.repeat(301), 7, {}, ['u-1']].map((user_id) => ({ project_name: project, start_time, user_id }));
    const answer = await server.call<{ errors: { path: string }[] }>('POST', 'private/traces/batch', { traces });
    expect([answer.status, answer.body.errors.map(({ path }) => path)]).toEqual([
      422,
      ['user_id', 'user_id', 'user_id', 'user_id'],
    ]);
  });
});

describe('a token is refused', () => {
  const sign = (claims: object, header: object = {}, key: Buffer | string = secret): string => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'HS256', ...header })}.${part(claims)}`;
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
  };
  const refused = async (token: string, why?: RegExp): Promise<void> => {
    const { status, body } = await ask(token, list);
    expect([status, body.message]).toEqual([401, expect.stringMatching(why ?? /not accepted/)]);
  };

  test('if its header or signature was changed', async () => {
    const token = await mint();
    const [header = '', payload = '', signature = ''] = token.split('.');
    const claims = decodeJwt(token);
    const { kid } = decodeProtectedHeader(token);
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    await refused(`${part({ alg: 'none', kid })}.${payload}.`);
    await refused(`${part({ alg: 'none', kid })}.${payload}.${signature}`);
    await refused(`${part({ alg: 'HS256' })}.${payload}.${signature}`);
    await refused(`${part({ alg: 'HS512', kid })}.${payload}.${signature}`);
    await refused(`${header}.${part({ ...claims, scope: { project, thread: 'bob' } })}.${signature}`);
    await refused(sign(claims, { kid }, 'another secret of at least 32 bytes'));
    // The secret itself is not the key, and neither is a public key that is sent along.
    await refused(sign(claims, { kid }));
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    await refused(await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: kid! }).sign(privateKey));
    await refused(sign(claims, { kid: '__proto__' }));
  });

  test('if it is longer than 8 KB, or has expired', async () => {
    const token = await mint();
    const [header = '', , signature = ''] = token.split('.');
    const long = Buffer.from(JSON.stringify({ ...decodeJwt(token), x: 'x'.repeat(9_000) })).toString('base64url');
    await refused(`${header}.${long}.${signature}`, /8192 bytes/);
  });

  test('when it is made, with the field', async () => {
    for (const [options, why] of [
      [{ thread: undefined }, /at least one of trace, thread, user and filter/],
      [{ filter: 'colour = "red"' }, /filter.*colour/],
      [{ filter: 'feedback_scores.x = 1' }, /filter.*"feedback_scores" cannot decide/],
      [{ filter: 'input contains "x"' }, /filter.*"input" cannot decide/],
      [{ redact: ['spans:tool.colour'] }, /redact.*colour/],
      [{ redact: ['nowhere.input'] }, /redact.*nowhere/],
      [{ expiresIn: 25 * 3_600 }, /expiresIn.*86400/],
      [{ expiresIn: 0 }, /expiresIn/],
      [{ subject: '' }, /subject/],
      [{ subject: 'a'.repeat(301) }, /subject/],
      [{ trace: 'abc' }, /trace.*UUIDv7/],
      [{ origins: ['https://shop.example/path'] }, /origins.*origin such as/],
      [{ origins: ['*'] }, /origins/],
      [{ show: ['everything'] }, /show/],
      [{ actions: [] }, /actions/],
      [{ colour: 'red' }, /colour/],
    ] as unknown as [Partial<EmbedTokenOptions>, RegExp][]) {
      await expect(mint(options)).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringMatching(why) as string,
      });
    }
  });

  test('from a page of an origin that it does not list', async () => {
    const token = await mint({ origins: ['https://shop.example'] });
    expect((await ask(token, list)).status).toBe(200);
    expect((await ask(token, list, { origin: 'https://shop.example' })).status).toBe(200);
    expect((await ask(token, list, { origin: 'https://evil.example' })).status).toBe(403);
  });

  test('although the caller would get in without it', async () => {
    expect((await server.call('GET', list)).status).toBe(200);
    await refused(`${await mint()}x`);
  });
});

describe('a token of another backend', () => {
  const claimsOf = (secretId: string, more: object = {}): object => {
    const now = Math.floor(Date.now() / 1_000);
    const common = { aud: 'vitrine-embed', iss: secretId, sub: 'alice', jti: newId(), ws: 'default' };
    const claims = { scope: { project, thread: 'alice' }, act: ['read', 'feedback'], show: ['conversation', 'usage'] };
    return { ...common, iat: now, exp: now + 600, ...claims, ...more };
  };
  const signed = (made: { id: string; secret: string }, more: object = {}): Promise<string> =>
    new SignJWT(claimsOf(made.id, more) as never)
      .setProtectedHeader({ alg: 'HS256', kid: made.id })
      .sign(Buffer.from(made.secret));

  test('is accepted up to the ceiling of its secret, until the secret is revoked', async () => {
    const write = { name: 'python', projects: [project], actions: ['read'], origins: ['https://shop.example'] };
    const { body: made } = await server.call<{ id: string; secret: string }>('POST', 'access/embed-secrets', write);
    expect(await listed(await signed(made))).toEqual(['alice', 'alice2']);
    const feedback = { method: 'PUT', body: { trace_id: ids.alice, name: 'user_feedback', value: 1 } };
    expect((await ask(await signed(made), 'view/feedback', feedback)).status).toBe(403);
    expect((await ask(await signed(made), list, { origin: 'https://evil.example' })).status).toBe(403);
    const other = await signed(made, { scope: { project: 'other', thread: 'alice' } });
    expect((await ask(other, 'view/traces?project_name=other')).status).toBe(404);
    for (const more of [
      { ws: 'another' },
      { iss: 'vitrine' },
      { scope: { project } },
      { scope: { project, filter: 'colour = "red"' } },
      { red: ['nowhere'] },
      { aud: ['vitrine-embed', 'other'], ws: 'another' },
      { exp: Math.floor(Date.now() / 1_000) + 25 * 3_600 },
      { exp: Math.floor(Date.now() / 1_000) - 31 },
      { iat: Math.floor(Date.now() / 1_000) + 32 },
      { nbf: Math.floor(Date.now() / 1_000) + 32 },
    ]) {
      expect([more, (await ask(await signed(made, more), list)).status]).toEqual([more, 401]);
    }
    for (const more of [
      { exp: Math.floor(Date.now() / 1_000) - 25 },
      { iat: Math.floor(Date.now() / 1_000) + 25, exp: Math.floor(Date.now() / 1_000) + 600 },
    ]) {
      expect([more, (await ask(await signed(made, more), list)).status]).toEqual([more, 200]);
    }
    const { body } = await server.call<{ secrets: object[] }>('GET', 'access/embed-secrets');
    expect(JSON.stringify(body)).not.toContain(made.secret);
    expect((await server.call('DELETE', `access/embed-secrets/${made.id}`)).status).toBe(204);
    expect((await ask(await signed(made), list)).status).toBe(401);
  });

  test('needs one of at most two secrets of a workspace', async () => {
    const statuses: number[] = [];
    for (const name of ['one', 'two', 'three']) {
      statuses.push((await server.call('POST', 'access/embed-secrets', { name })).status);
    }
    expect(statuses).toEqual([200, 200, 409]);
  });
});

describe('feedback', () => {
  const put = (token: string, body: object) => ask<FeedbackView>(token, 'view/feedback', { method: 'PUT', body });

  test('is the own score of a visible trace or thread, without what others say', async () => {
    await server.call('PUT', `private/traces/${ids.alice}/feedback-scores`, { name: 'user_feedback', value: 0 });
    const token = await mint({ actions: ['read', 'feedback'] });
    const score = { name: 'user_feedback', value: 1 };
    const mine = { mine: { value: 1, category_name: null, reason: null }, average: null, count: 0 };
    expect((await put(token, { trace_id: ids.alice, ...score })).body).toEqual(mine);
    expect((await put(token, { thread_id: 'alice', project_name: project, ...score })).body).toEqual(mine);
    const open = await mint({ actions: ['read', 'feedback'], show: ['conversation', 'scores'] });
    expect((await put(open, { trace_id: ids.alice, ...score })).body).toEqual({ ...mine, average: 0.5, count: 2 });
    expect((await put(token, { trace_id: ids.bob, ...score })).status).toBe(404);
    expect((await put(token, { thread_id: 'bob', project_name: project, ...score })).status).toBe(404);
    expect((await put(token, { trace_id: ids.alice, name: 'quality', value: 1 })).status).toBe(403);
    expect((await put(await mint(), { trace_id: ids.alice, ...score })).status).toBe(403);
    const own = `view/feedback?trace_id=${ids.alice}&name=user_feedback`;
    expect((await ask<FeedbackView>(token, own, { method: 'DELETE' })).body.mine).toBeNull();
    expect((await server.call<FeedbackView>('GET', own)).body).toMatchObject({ count: 1, average: 0 });
  });

  test('waits for a trace that is not stored yet', async () => {
    const id = newId();
    const token = await mint({ thread: undefined, trace: id, actions: ['feedback'] });
    const [answer] = await Promise.all([
      put(token, { trace_id: id, name: 'user_feedback', value: 1 }),
      server.call('POST', 'private/traces/batch', { traces: [{ id, project_name: project, start_time }] }),
    ]);
    expect(answer.status).toBe(200);
  });

  test('by a feedback token is one score of one trace, with its values, and reads nothing', async () => {
    const token = await server.vitrine.embed.feedbackToken({
      subject: 'mail',
      project,
      trace: ids.bob,
      name: 'solved',
      values: [0, 1],
    });
    expect(await put(token, { trace_id: ids.bob, name: 'solved', value: 1 })).toMatchObject({
      body: { mine: { value: 1 } },
    });
    expect((await put(token, { trace_id: ids.bob, name: 'solved', value: 2 })).status).toBe(422);
    expect((await put(token, { trace_id: ids.bob, name: 'other', value: 1 })).status).toBe(403);
    expect((await put(token, { trace_id: ids.alice, name: 'solved', value: 1 })).status).toBe(404);
    for (const path of [list, `view/traces/${ids.bob}`, `view/feedback?trace_id=${ids.bob}&name=solved`]) {
      expect([path, (await ask(token, path)).status]).toEqual([path, 403]);
    }
  });
});

describe('revocation', () => {
  test('of a subject, then of all, spares the tokens that are made later', async () => {
    const [alice, bob] = await Promise.all([mint(), mint({ subject: 'bob' })]);
    await server.vitrine.embed.revoke({ subject: 'alice' });
    expect((await ask(alice, list)).status).toBe(401);
    expect((await ask(bob, list)).status).toBe(200);
    const later = await mint();
    expect((await ask(later, list)).status).toBe(200);
    expect((await server.call('POST', 'access/revocations', {})).status).toBe(204);
    for (const token of [bob, later]) expect((await ask(token, list)).status).toBe(401);
    expect((await ask(await mint(), list)).status).toBe(200);
  });
});
