import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, type Id } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

interface Price {
  id: string;
  model: string;
}
interface Span {
  total_estimated_cost?: number;
  name: string;
}
const usage = { prompt_tokens: 1_000, completion_tokens: 0 };
const start_time = '2026-01-15T12:00:00.000Z';

async function writeSpan(project_name: string, fields: object): Promise<{ id: Id; trace_id: Id }> {
  const [id, trace_id] = [newId(), newId()];
  const span = { id, trace_id, project_name, name: 'call', type: 'llm', start_time, usage, ...fields };
  expect((await server.call('POST', 'private/spans/batch', { spans: [span] })).status).toBe(204);
  return { id, trace_id };
}
const read = async (id: Id) => (await server.call<Span>('GET', `private/spans/${id}`)).body;
const put = (body: unknown) => server.call<Price & { message: string; errors: unknown[] }>('PUT', 'view/prices', body);
const reprice = (body: object) => server.call('POST', 'view/prices/reprice', body);
const projectId = async (name: string) =>
  (await server.call<{ id: string }>('POST', 'private/projects/retrieve', { name })).body.id;

test('a price of the user applies to the next span, and is listed, replaced and deleted', async () => {
  const rates = { input: 100, output: 200 };
  const { status, body } = await put({ model: 'house-model', provider: 'openai', rates });
  expect(status).toBe(200);
  const span = await writeSpan('priced', { model: 'house-model', provider: 'openai.chat' });
  expect((await read(span.id)).total_estimated_cost).toBeCloseTo(0.1, 10);
  const again = await put({ model: 'house-model', provider: 'openai', rates: { input: 10, output: 200 } });
  expect(again.body.id).toBe(body.id);
  const listed = await server.call<{ prices: Price[] }>('GET', 'view/prices');
  expect(listed.body.prices).toMatchObject([{ id: body.id, model: 'house-model', rates: { input: 10 } }]);
  expect((await server.call('DELETE', `view/prices/${body.id}`)).status).toBe(204);
  expect((await server.call('DELETE', `view/prices/${body.id}`)).status).toBe(404);
  const later = await writeSpan('priced', { model: 'house-model', provider: 'openai' });
  expect((await read(later.id)).total_estimated_cost).toBeUndefined();
});

test.each([
  [{ model: 'a*b', rates: { input: 1, output: 1 } }, 'model'],
  [{ model: 'm', rates: { input: -1, output: 1 } }, 'rates.input'],
  [{ model: 'm', rates: { output: 1 } }, 'rates.input'],
  [{ model: 'm', rates: { input: 1, output: 1 }, valid_from: 'soon' }, 'valid_from'],
  [{ rates: { input: 1, output: 1 } }, 'model'],
])('a wrong price is refused with the field: %j', async (body, path) => {
  expect(await put(body)).toMatchObject({ status: 422, body: { errors: [{ path }] } });
});

test('stored spans are priced again except those with a cost from the client, and nothing else of them changes', async () => {
  const name = 'priced again';
  const model = 'late-model';
  const spans = await Promise.all([
    writeSpan(name, { model, metadata: { kept: true } }),
    writeSpan(name, { model, total_estimated_cost: 5 }),
    writeSpan(name, { model: 'never-priced' }),
    writeSpan(name, { model: 'gpt-4o' }),
    writeSpan(name, { usage: undefined }),
    writeSpan(name, { model, start_time: '2025-06-01T00:00:00.000Z' }),
  ]);
  const project_id = await projectId(name);
  const before = await read(spans[0]?.id ?? '');
  await put({ model: 'late-*', rates: { input: 1_000, output: 0 } });
  const query = { project_id, from_time: '2026-01-01T00:00:00Z', to_time: '2026-02-01T01:00:00+01:00' };
  expect((await reprice({ ...query, only_unpriced: true })).body).toEqual({ looked_at: 2, repriced: 1, unpriced: 1 });
  expect((await reprice(query)).body).toEqual({ looked_at: 3, repriced: 0, unpriced: 1 });
  const costs = await Promise.all(spans.map(async ({ id }) => (await read(id)).total_estimated_cost));
  expect(costs).toEqual([1, 5, undefined, 0.0025, undefined, undefined]);
  expect(await read(spans[0]?.id ?? '')).toEqual({ ...before, total_estimated_cost: 1 });
  expect((await reprice({ project_id })).body).toEqual({ looked_at: 4, repriced: 1, unpriced: 1 });
  expect((await reprice({ from_time: 'yesterday' })).status).toBe(422);
});

test('no write is lost while another server prices spans again, and the traces get their new cost', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-reprice-'));
  try {
    await using one = await startTestServer({ dataDir });
    await using two = await startTestServer({ dataDir });
    const model = 'busy-model';
    const trace_id = newId();
    const span = { trace_id, name: 'call', type: 'llm', model, start_time, usage };
    const spans = Array.from({ length: 600 }, () => ({ ...span, id: newId() }));
    await one.call('POST', 'private/traces/batch', { traces: [{ id: trace_id, start_time }] });
    await one.call('POST', 'private/spans/batch', { spans });
    await two.call('PUT', 'view/prices', { model, rates: { input: 1_000, output: 0 } });
    const patched = spans.filter((_, index) => index % 6 === 0);
    const patches = patched.map(({ id }, index) =>
      one.call('PATCH', `private/spans/${id}`, { trace_id, name: `new ${index}` }),
    );
    const repriced = two.call<{ looked_at: number }>('POST', 'view/prices/reprice', {});
    await Promise.all(patches);
    expect((await repriced).body).toMatchObject({ looked_at: 600, unpriced: 0 });
    const stored = await one.call<{ content: (Span & { id: Id })[] }>(
      'GET',
      `private/spans?project_name=Default%20Project&trace_id=${trace_id}&size=1000`,
    );
    const byId = new Map(stored.body.content.map((each) => [each.id, each]));
    expect(byId.size).toBe(600);
    expect([...byId.values()].filter((each) => each.total_estimated_cost !== 1)).toEqual([]);
    expect(patched.filter(({ id }, index) => byId.get(id)?.name !== `new ${index}`)).toEqual([]);
    const trace = await one.call<{ total_estimated_cost: number }>('GET', `private/traces/${trace_id}`);
    expect(trace.body.total_estimated_cost).toBe(600);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});
