import { newId } from '@vitrine/core/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

type TracePublic = { id: string; name: string; created_by: string };
type Page<Row> = { content: Row[] };

const start_time = new Date().toISOString();
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** Creates a key. Returns its id and its text. */
async function create(write: object): Promise<{ id: string; key: string }> {
  const answer = await server.call<{ id: string; key: string }>('POST', 'access/keys', write);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body;
}

/** Sends a request with a key. */
async function ask<Body = { message: string; errors?: object[] }>(
  key: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Body }> {
  const response = await fetch(`${server.url}/api/v1/${path}`, {
    method,
    headers: { authorization: key, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as Body };
}

describe('a key', () => {
  test('is shown once, lets in by both forms of the header, and names the author', async () => {
    const { id, key } = await create({ name: 'ci', role: 'write' });
    expect(key).toMatch(/^vtr_key_[0-9a-f]{16}_[\w-]{51}$/);
    const traceId = newId();
    const traces = [{ id: traceId, start_time, project_name: 'by key' }];
    expect((await ask(key, 'POST', 'private/traces/batch', { traces })).status).toBe(204);
    const { body } = await ask<TracePublic>(`Bearer ${key}`, 'GET', `private/traces/${traceId}`);
    expect(body.created_by).toBe('ci');
    const { body: listed } = await server.call<{ keys: { id: string; used_at: string | null }[] }>(
      'GET',
      'access/keys',
    );
    expect(JSON.stringify(listed)).not.toContain(key.slice(-30));
    expect(listed.keys.find((each) => each.id === id)).toMatchObject({ name: 'ci', workspaces: ['default'] });
    await expect
      .poll(async () => {
        const all = (await server.call<{ keys: { id: string; used_at: string | null }[] }>('GET', 'access/keys')).body;
        return all.keys.find((each) => each.id === id)?.used_at;
      })
      .toEqual(expect.any(String));
  });

  test('is refused when it is wrong, cut, unknown or revoked, although the machine itself would get in', async () => {
    const { id, key } = await create({ name: 'leaked', role: 'read' });
    expect((await ask(key, 'GET', 'view/projects')).status).toBe(200);
    const other = key.replace(/_[0-9a-f]{16}_/, '_0123456789abcdef_');
    for (const wrong of [
      key.slice(0, -1),
      `${key}x`,
      other,
      'vtr_',
      'vtr_key_',
      'Bearer vtr_x',
      `${key.slice(0, -8)}00000000`,
    ]) {
      expect([wrong, (await ask(wrong, 'GET', 'view/projects')).status]).toEqual([wrong, 401]);
    }
    expect((await server.call('DELETE', `access/keys/${id}`)).status).toBe(204);
    expect((await ask(key, 'GET', 'view/projects')).status).toBe(401);
    expect((await server.call('DELETE', `access/keys/${id}`)).status).toBe(404);
  });

  test('for ingest sends traces and scores, and reads nothing', async () => {
    const { key } = await create({ name: 'app', role: 'ingest' });
    const trace = { id: newId(), start_time };
    expect((await ask(key, 'POST', 'private/traces/batch', { traces: [trace] })).status).toBe(204);
    const scores = [{ id: trace.id, name: 'ok', value: 1, source: 'sdk' }];
    expect((await ask(key, 'PUT', 'private/traces/feedback-scores', { scores })).status).toBe(204);
    expect((await ask(key, 'GET', 'private/auth/workspace')).body).toEqual({ workspace_name: 'default' });
    for (const path of ['private/traces', `private/traces/${trace.id}`, 'view/projects', 'access/keys']) {
      expect([path, (await ask(key, 'GET', path)).status]).toEqual([path, 403]);
    }
    expect((await ask(key, 'POST', 'private/traces/delete', { ids: [trace.id] })).status).toBe(403);
  });

  test('is for programs, unless it lists the origin of a page', async () => {
    const { key } = await create({ name: 'page', role: 'read', origins: ['https://app.example'] });
    const from = async (origin: string) => (await ask(key, 'GET', 'view/projects', undefined, { origin })).status;
    expect(await from('https://app.example')).toBe(200);
    expect(await from('https://evil.example')).toBe(403);
    const { key: program } = await create({ name: 'program', role: 'read' });
    expect((await ask(program, 'GET', 'view/projects', undefined, { origin: 'https://app.example' })).status).toBe(403);
  });

  test.each([
    [{ name: '', role: 'read' }, 'name'],
    [{ name: 'x' }, 'role'],
    [{ name: 'x', role: 'read', actions: ['traces:read'] }, 'role'],
    [{ name: 'x', role: 'owner' }, 'role'],
    [{ name: 'x', actions: ['traces:fly'] }, 'actions.0'],
    [{ name: 'x', actions: [] }, 'actions'],
    [{ name: 'x', role: 'read', origins: ['https://app.example/path'] }, 'origins.0'],
    [{ name: 'x', role: 'read', origins: ['*'] }, 'origins.0'],
    [{ name: 'x', role: 'read', workspaces: ['unknown'] }, 'workspaces'],
    [{ name: 'x', role: 'read', days: 0 }, 'days'],
    [{ name: 'x', role: 'read', colour: 'red' }, ''],
  ])('is not made of %j', async (write, path) => {
    const answer = await server.call<{ errors: { path: string; message: string }[] }>('POST', 'access/keys', write);
    expect([answer.status, answer.body.errors[0]?.path]).toEqual([422, path]);
    if (path === 'actions.0') expect(answer.body.errors[0]?.message).toContain('traces:read');
  });

  test('gives nothing that its maker does not have', async () => {
    const { key: manager } = await create({ name: 'manager', role: 'manage', projects: ['one'] });
    const make = async (write: object) => (await ask(manager, 'POST', 'access/keys', write)).status;
    expect(await make({ name: 'x', role: 'admin', projects: ['one'] })).toBe(422);
    expect(await make({ name: 'x', actions: ['workspaces:manage'], projects: ['one'] })).toBe(422);
    expect(await make({ name: 'x', role: 'read' })).toBe(422);
    expect(await make({ name: 'x', role: 'read', projects: ['two'] })).toBe(403);
    expect(await make({ name: 'x', role: 'read', projects: ['one'] })).toBe(200);
    const { body } = await ask<{ keys: { name: string }[] }>(manager, 'GET', 'access/keys');
    expect(body.keys.map(({ name }) => name).toSorted()).toEqual(['manager', 'x']);
    const { id } = await create({ name: 'of all', role: 'read' });
    expect((await ask(manager, 'DELETE', `access/keys/${id}`)).status).toBe(404);
    const { key: writer } = await create({ name: 'writer', role: 'write' });
    expect((await ask(writer, 'GET', 'access/keys')).status).toBe(403);
  });
});

describe('a key of one project', () => {
  const theirs = { trace: newId(), span: newId() };
  let key: string;
  beforeAll(async () => {
    const where = { project_name: 'theirs', start_time };
    await server.call('POST', 'private/traces/batch', {
      traces: [{ id: theirs.trace, name: 'theirs', thread_id: 't', ...where }],
    });
    await server.call('POST', 'private/spans/batch', {
      spans: [{ id: theirs.span, trace_id: theirs.trace, name: 'theirs', ...where }],
    });
    ({ key } = await create({ name: 'mine', role: 'manage', projects: ['mine'] }));
  });

  test('reads and writes there only', async () => {
    const id = newId();
    const mine = { id, start_time, project_name: 'mine' };
    expect((await ask(key, 'POST', 'private/traces/batch', { traces: [mine] })).status).toBe(204);
    const page = await ask<Page<TracePublic>>(key, 'GET', 'private/traces?project_name=mine');
    expect(page.body.content.map((trace) => trace.id)).toEqual([id]);
    for (const path of [
      'private/traces?project_name=theirs',
      `private/traces/${theirs.trace}`,
      `private/spans/${theirs.span}`,
      `view/traces/${theirs.trace}`,
      'view/thread?project_name=theirs&thread_id=t',
    ]) {
      expect([path, (await ask(key, 'GET', path)).status]).toEqual([path, 404]);
    }
    const projects = await ask<Page<{ name: string }>>(key, 'GET', 'private/projects');
    expect(projects.body.content.map(({ name }) => name)).toEqual(['mine']);
    const elsewhere = { id: newId(), start_time, project_name: 'theirs' };
    expect((await ask(key, 'POST', 'private/traces/batch', { traces: [elsewhere] })).status).toBe(403);
    expect((await ask(key, 'POST', 'private/traces/batch', { traces: [{ id: newId(), start_time }] })).status).toBe(
      403,
    );
    expect((await ask(key, 'POST', 'private/projects', { name: 'new' })).status).toBe(403);
  });

  test('changes nothing elsewhere by an id', async () => {
    const { trace, span } = theirs;
    const before = await stored();
    const score = { name: 'planted', value: 1, source: 'sdk' };
    const mine = { project_name: 'mine', start_time };
    const file = { entity_type: 'trace', entity_id: trace, file_name: 'planted.txt' };
    const requests: [string, string, unknown][] = [
      ['PATCH', `private/traces/${trace}`, { output: 'planted' }],
      ['PATCH', `private/traces/${trace}`, { output: 'planted', project_name: 'mine' }],
      ['PATCH', `private/spans/${span}`, { trace_id: trace, output: 'planted' }],
      ['PATCH', `private/spans/${span}`, { trace_id: trace, output: 'planted', project_name: 'mine' }],
      ['POST', 'private/traces/batch', { traces: [{ id: trace, name: 'planted', ...mine }] }],
      ['POST', 'private/spans/batch', { spans: [{ id: span, trace_id: trace, name: 'planted', ...mine }] }],
      ['POST', 'private/spans/batch', { spans: [{ id: newId(), trace_id: trace, name: 'planted', ...mine }] }],
      ['PUT', 'private/traces/feedback-scores', { scores: [{ ...score, id: trace }] }],
      ['PUT', 'private/traces/feedback-scores', { scores: [{ ...score, id: trace, project_name: 'mine' }] }],
      ['PUT', `private/traces/${trace}/feedback-scores`, score],
      ['PUT', `private/spans/${span}/feedback-scores`, score],
      ['PUT', 'view/feedback', { trace_id: trace, name: 'planted', value: 1 }],
      ['PUT', 'view/feedback', { thread_id: 't', project_name: 'theirs', name: 'planted', value: 1 }],
      [
        'PUT',
        'private/traces/threads/feedback-scores',
        { scores: [{ ...score, thread_id: 't', project_name: 'theirs' }] },
      ],
      ['POST', `private/traces/${trace}/comments`, { text: 'planted' }],
      ['POST', `private/spans/${span}/comments`, { text: 'planted' }],
      [
        'POST',
        'private/attachment/upload-start',
        { ...file, project_name: 'mine', num_of_file_parts: 2, path: btoa(`${server.url}/api/`) },
      ],
      ['PUT', `private/attachment/upload?${new URLSearchParams({ ...file, project_name: 'mine' })}`, 'planted'],
      ['PUT', 'private/traces/threads/close', { thread_id: 't', project_name: 'theirs' }],
      ['POST', 'private/traces/threads/delete', { thread_ids: ['t'], project_name: 'theirs' }],
      ['POST', 'private/traces/delete', { ids: [trace] }],
      ['DELETE', `private/traces/${trace}`, undefined],
    ];
    for (const [method, path, body] of requests) {
      const { status } = await ask(key, method, path, body);
      expect([method, path, status < 500]).toEqual([method, path, true]);
      expect([method, path, body, await stored()]).toEqual([method, path, body, before]);
    }
  });

  test('plants nothing elsewhere by OpenTelemetry', async () => {
    const before = await stored();
    const hex = (text: string): string => text.replaceAll('-', '');
    const span = {
      traceId: hex(newId()),
      spanId: 'a1b2c3d4e5f60718',
      name: 'planted',
      startTimeUnixNano: `${Date.now()}000000`,
      endTimeUnixNano: `${Date.now() + 5}000000`,
      attributes: [{ key: 'opik.trace_id', value: { stringValue: theirs.trace } }],
    };
    const url = `${server.url}/api/v1/private/otel/v1/traces`;
    const json = { 'content-type': 'application/json' };
    const bodyOf = (spans: object[]): string => JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
    // A trace of theirs has the same OpenTelemetry id, which a request may have taken to other services.
    const own = { ...span, spanId: '0718a1b2c3d4e5f6', name: 'theirs', attributes: [] };
    await fetch(url, { method: 'POST', headers: { ...json, projectName: 'theirs' }, body: bodyOf([own]) });
    for (const project of ['mine', 'theirs']) {
      const headers = { authorization: key, ...json, projectName: project };
      const { status } = await fetch(url, { method: 'POST', headers, body: bodyOf([span]) });
      expect(status).toBeLessThan(500);
      expect([project, await stored()]).toEqual([project, before]);
    }
  });

  /** What is stored about the other project's trace. */
  async function stored(): Promise<unknown> {
    const [view, trace, span, thread, files] = await Promise.all([
      server.call<{ spans: object[] }>('GET', `view/traces/${theirs.trace}`),
      server.call('GET', `private/traces/${theirs.trace}`),
      server.call('GET', `private/spans/${theirs.span}`),
      server.call('POST', 'private/traces/threads/retrieve', { thread_id: 't', project_name: 'theirs' }),
      server.call(
        'GET',
        `private/attachment/list?entity_type=trace&entity_id=${theirs.trace}&project_id=&path=${btoa(`${server.url}/api/`)}`,
      ),
    ]);
    return [view.body, trace.body, span.body, thread.body, files.body];
  }
});

describe('workspaces', () => {
  test('are made by name, and isolate everything', async () => {
    for (const [name, status] of [
      ['team-a', 204],
      ['team-a', 409],
      ['default', 409],
      ['Team', 422],
      ['-a', 422],
      ['', 422],
      ['a'.repeat(64), 422],
      ['__proto__', 422],
    ] as const) {
      expect([name, (await server.call('POST', 'access/workspaces', { name })).status]).toEqual([name, status]);
    }
    const { key } = await create({ name: 'a', role: 'manage', workspaces: ['team-a'] });
    const id = newId();
    const trace = { id, name: 'of a', start_time, project_name: 'same name' };
    expect((await ask(key, 'POST', 'private/traces/batch', { traces: [trace] })).status).toBe(204);
    expect((await server.call('GET', `private/traces/${id}`)).status).toBe(404);
    expect((await ask<TracePublic>(key, 'GET', `private/traces/${id}`)).body.name).toBe('of a');
    const local = (workspace: string) =>
      fetch(`${server.url}/api/v1/private/traces/${id}`, { headers: { 'comet-workspace': workspace } });
    expect((await local('team-a')).status).toBe(200);
    expect((await local('default')).status).toBe(404);
    expect((await local('unknown')).status).toBe(403);
    const as = (workspace: string) =>
      ask(key, 'GET', 'private/auth/workspace', undefined, { 'comet-workspace': workspace });
    expect((await as('team-a')).body).toEqual({ workspace_name: 'team-a' });
    for (const workspace of ['default', 'unknown', '__proto__']) expect((await as(workspace)).status).toBe(403);
  });

  test('of a key with several: the header picks one, the first is the default', async () => {
    await server.call('POST', 'access/workspaces', { name: 'team-b' });
    const { key } = await create({ name: 'both', role: 'read', workspaces: ['team-b', 'default'] });
    const of = async (headers: Record<string, string>) =>
      (await ask(key, 'GET', 'private/auth/workspace', undefined, headers)).body;
    expect(await of({})).toEqual({ workspace_name: 'team-b' });
    expect(await of({ 'comet-workspace': 'default' })).toEqual({ workspace_name: 'default' });
  });
});
