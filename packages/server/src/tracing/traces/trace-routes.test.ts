import { gzipSync } from 'node:zlib';
import { newId } from '@vitrine/core/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import type { TracePublic } from './traces.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const HOUR_AGO = Date.now() - 3_600_000;
const START = '2026-11-01T10:00:00.000Z';
const END = '2026-11-01T10:00:01.500Z';

function write(traces: unknown[]) {
  return server.call('POST', 'private/traces/batch', { traces });
}
async function read(id: string): Promise<TracePublic> {
  return (await server.call<TracePublic>('GET', `private/traces/${id}`)).body;
}

describe('traces', () => {
  test('a batch of traces is stored before it is answered, and read back as it was written', async () => {
    const id = newId();
    const trace = {
      id,
      name: 'support answer',
      project_name: 'traces',
      start_time: START,
      end_time: END,
      input: { messages: [{ role: 'user', content: 'Where is my order?' }] },
      output: { text: 'On its way' },
      metadata: { release: '1.2', nested: { list: [1, null, 'x'] } },
      tags: ['a', 'b'],
      thread_id: 'thread/1 ü',
      environment: 'production',
      ttft: 12.5,
      error_info: { exception_type: 'TypeError', message: 'no', traceback: 'at x' },
    };
    expect(await write([trace])).toEqual({ status: 204, body: undefined });
    const { project_name: _, ...expected } = trace;
    expect(await read(id)).toMatchObject({
      ...expected,
      start_time: '2026-11-01T10:00:00.000000Z',
      end_time: '2026-11-01T10:00:01.500000Z',
      duration: 1500,
      span_count: 0,
      created_by: 'admin',
    });
  });

  test('a wrong item is reported with its index and path, and the others are stored', async () => {
    const ids = Array.from({ length: 1000 }, () => newId());
    const batch: Record<string, unknown>[] = ids.map((id) => ({ id, project_name: 'bad items', start_time: START }));
    batch[500] = { id: ids[500], project_name: 'bad items', start_time: 1234 };
    const answer = await write(batch);
    expect(answer).toMatchObject({
      status: 422,
      body: {
        code: 422,
        errors: [{ index: 500, path: 'start_time', message: expect.stringContaining('ISO 8601') as string }],
        stored: 999,
      },
    });
    const page = await server.call<{ total: number }>('GET', 'private/traces?project_name=bad%20items&size=1');
    expect(page.body.total).toBe(999);
  });

  test.each([
    ['not a UUID', 'abc', /not a UUID/],
    ['a version 4 UUID', '6f1cb9f8-51ab-4e0c-8b2a-4c3b7a1f0d11', /version 7/],
    ['from the year 2500', 'f38c47d2-6800-7000-8000-000000000000', /day ahead/],
  ])('an id that is %s is refused with 400', async (_what, id, message) => {
    const { status, body } = await server.call<{ message: string }>('POST', 'private/traces/batch', {
      traces: [{ id, start_time: START }],
    });
    expect(status).toBe(400);
    expect(body.message).toMatch(message);
  });

  test('an id in upper case is the same id', async () => {
    const id = newId();
    await write([{ id: id.toUpperCase(), name: 'upper', start_time: START }]);
    expect(await read(id)).toMatchObject({ id, name: 'upper' });
  });

  test('a single create is answered 201 with its location, and 409 if the trace exists', async () => {
    const id = newId();
    const response = await fetch(`${server.url}/api/v1/private/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id, start_time: START }),
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('location')).toMatch(new RegExp(`/private/traces/${id}$`));
    expect((await server.call('POST', 'private/traces', { id, start_time: START })).status).toBe(409);
  });

  test('a patch changes its fields before or after the create, and is answered 409 for another project', async () => {
    const [early, late] = [newId(), newId()];
    await server.call('PATCH', `private/traces/${early}`, {
      project_name: 'patches',
      output: { text: 'patched' },
      tags: ['x'],
    });
    expect(await read(early)).toMatchObject({ output: { text: 'patched' } });
    await write([{ id: early, project_name: 'patches', name: 'n', start_time: START, output: { text: 'created' } }]);
    expect(await read(early)).toMatchObject({
      name: 'n',
      output: { text: 'patched' },
      start_time: '2026-11-01T10:00:00.000000Z',
    });

    await write([
      { id: late, project_name: 'patches', name: 'n', start_time: START, tags: ['a', 'b'], metadata: { a: 1 } },
    ]);
    const patch = await server.call('PATCH', `private/traces/${late}`, {
      project_name: 'patches',
      end_time: END,
      metadata: { b: 2 },
      tags_to_add: ['c'],
      tags_to_remove: ['a'],
    });
    expect(patch.status).toBe(204);
    expect(await read(late)).toMatchObject({ name: 'n', duration: 1500, metadata: { b: 2 }, tags: ['b', 'c'] });
    expect((await server.call('PATCH', `private/traces/${late}`, { project_name: 'another', name: 'x' })).status).toBe(
      409,
    );
  });

  test('100 patches of one trace at once all take effect', async () => {
    const id = newId();
    await write([{ id, start_time: START }]);
    await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        server.call('PATCH', `private/traces/${id}`, { tags_to_add: [`tag ${index}`] }),
      ),
    );
    expect((await read(id)).tags).toHaveLength(100);
  });

  test('pages of traces are newest first, sorted, searched and bounded in time, and empty past the end', async () => {
    const project_name = 'pages';
    const begun = (n: number): number => HOUR_AGO + n * 60_000;
    const minute = (n: number): string => new Date(begun(n)).toISOString();
    const ids = Array.from({ length: 5 }, (_, n) => newId(begun(n)));
    await write(
      ids.map((id, n) => ({
        id,
        project_name,
        name: `trace ${n}`,
        start_time: minute(n),
        end_time: new Date(Date.parse(minute(n)) + (5 - n) * 1000).toISOString(),
        input: { q: n === 3 ? '50% of Größe' : 'x' },
      })),
    );
    const page = async (query: string): Promise<string[]> =>
      (
        await server.call<{ content: TracePublic[] }>('GET', `private/traces?project_name=${project_name}&${query}`)
      ).body.content.map((trace) => trace.name ?? '');
    expect(await page('size=2')).toEqual(['trace 4', 'trace 3']);
    expect(await page('size=2&page=3')).toEqual(['trace 0']);
    expect(await page('size=2&page=4')).toEqual([]);
    expect(await page(`sorting=${encodeURIComponent('[{"field":"duration","direction":"ASC"}]')}&size=2`)).toEqual([
      'trace 4',
      'trace 3',
    ]);
    expect(await page(`search=${encodeURIComponent('50% OF GRÖSSE')}`)).toEqual([]);
    expect(await page(`search=${encodeURIComponent('50% OF GRÖ')}`)).toEqual(['trace 3']);
    expect(await page(`search=${encodeURIComponent("'; DROP TABLE traces; --")}`)).toEqual([]);
    expect(await page(`from_time=${minute(1)}&to_time=${minute(2)}`)).toEqual(['trace 2', 'trace 1']);
    const wrong = await server.call<{ message: string }>(
      'GET',
      `private/traces?project_name=${project_name}&sorting=${encodeURIComponent('[{"field":"nope"}]')}`,
    );
    expect(wrong.status).toBe(400);
    expect(wrong.body.message).toMatch(/nope.*start_time/s);
    expect((await server.call('GET', 'private/traces')).status).toBe(400);
    expect((await server.call('GET', 'private/traces?project_name=unheard%20of')).status).toBe(404);
    expect((await server.call('GET', `private/traces?project_name=${project_name}&size=0`)).status).toBe(422);
  });

  test('deleted traces are gone with their spans and scores, and later writes do not bring them back', async () => {
    const [id, span] = [newId(), newId()];
    await write([{ id, start_time: START, project_name: 'deletes' }]);
    await server.call('POST', 'private/spans/batch', {
      spans: [{ id: span, trace_id: id, start_time: START, project_name: 'deletes' }],
    });
    await server.call('PUT', `private/traces/${id}/feedback-scores`, { name: 'q', value: 1 });
    expect((await server.call('POST', 'private/traces/delete', { ids: [id] })).status).toBe(204);
    expect((await server.call('GET', `private/traces/${id}`)).status).toBe(404);
    expect((await server.call('GET', `private/spans/${span}`)).status).toBe(404);
    expect((await write([{ id, start_time: START, project_name: 'deletes' }])).status).toBe(204);
    expect((await server.call('PATCH', `private/traces/${id}`, { name: 'x' })).status).toBe(204);
    expect((await server.call('GET', `private/traces/${id}`)).status).toBe(404);
  });

  test('gzip is accepted, and unusual text is stored and returned', async () => {
    const id = newId();
    let deep: unknown = 'bottom';
    for (let level = 0; level < 200; level++) deep = level % 2 ? [deep] : { deep };
    const trace = {
      id,
      name: 'lone \ud83d surrogate and \u0000 nul',
      start_time: START,
      input: { text: 'a\u0000b \ud83d c \u2028', deep },
      output: 'x'.repeat(5_000_000),
      tags: ['\udc00'],
    };
    const response = await fetch(`${server.url}/api/v1/private/traces/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json;charset=utf-8', 'content-encoding': 'gzip' },
      body: gzipSync(JSON.stringify({ traces: [trace] })),
    });
    expect(response.status).toBe(204);
    const stored = await read(id);
    expect(stored.input).toEqual(trace.input);
    expect(stored.output === trace.output).toBe(true);
    expect(stored.name).toBe('lone \ufffd surrogate and \u0000 nul');
  });
});

describe('a body that cannot be read', () => {
  const post = async (
    body: BodyInit,
    headers: Record<string, string>,
  ): Promise<{ status: number; message: string }> => {
    const response = await fetch(`${server.url}/api/v1/private/traces/batch`, { method: 'POST', headers, body });
    return { status: response.status, message: ((await response.json()) as { message: string }).message };
  };
  const json = { 'content-type': 'application/json' };

  test.each([
    ['malformed JSON', '{"traces":', json, 400, /not valid JSON/],
    ['an array instead of an object', '[]', json, 422, /expected object/i],
    ['a number', '3', json, 422, /expected object/i],
    ['no items', '{"traces":[]}', json, 422, /at least one/],
    ['an unknown content type', '{"traces":[]}', { 'content-type': 'text/plain' }, 415, /application\/json/],
    ['an unknown encoding', '{}', { ...json, 'content-encoding': 'zstd9' }, 415, /gzip/],
    ['broken gzip', 'nonsense', { ...json, 'content-encoding': 'gzip' }, 400, /cannot be read/],
  ])('is refused with its reason: %s', async (_what, body, headers, status, message) => {
    const answer = await post(body, headers);
    expect(answer).toMatchObject({ status, message: expect.stringMatching(message) as string });
  });

  test('a body of more than 50 MB, compressed or not, is answered 413, and the server stays up', async () => {
    expect(await post(`{"traces":["${'x'.repeat(51 * 2 ** 20)}"]}`, json)).toMatchObject({ status: 413 });
    const bomb = gzipSync(Buffer.alloc(200 * 2 ** 20, 32));
    expect(await post(bomb, { ...json, 'content-encoding': 'gzip' })).toMatchObject({
      status: 413,
      message: expect.stringContaining('50 MB') as string,
    });
    expect((await fetch(`${server.url}/api/is-alive/ping`)).status).toBe(200);
  });
});
