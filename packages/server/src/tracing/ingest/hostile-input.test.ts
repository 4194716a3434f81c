import { newId, type Id, type TraceView } from '@vitrine/core/model';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

interface Refused {
  message: string;
  stored: number;
  errors: { index: number; path: string }[];
}
const start_time = new Date().toISOString();
const post = (kind: 'traces' | 'spans', items: object[]) =>
  server.call<Refused>('POST', `private/${kind}/batch`, { [kind]: items });
const open = async (id: Id) => (await server.call<TraceView>('GET', `view/traces/${id}`)).body;
const newTrace = async (): Promise<Id> => {
  const id = newId();
  expect((await post('traces', [{ id, name: 'trace', start_time }])).status).toBe(204);
  return id;
};

test('a trace of 10,000 spans is written in concurrent batches and opened whole', async () => {
  const trace_id = await newTrace();
  const ids = Array.from({ length: 10_000 }, () => newId());
  const spans = ids.map((id, index) => ({
    id,
    trace_id,
    // A tree: the parent of each span is an earlier one, often in another batch.
    ...(index > 0 && { parent_span_id: ids[Math.floor(index / 10)] }),
    name: `span ${index}`,
    type: index % 10 === 0 ? 'llm' : 'tool',
    usage: { total_tokens: 1 },
    start_time: new Date(Date.parse(start_time) + index).toISOString(),
  }));
  const batches = Array.from({ length: 10 }, (_, index) => spans.slice(index * 1_000, (index + 1) * 1_000));
  const answers = await Promise.all(batches.toReversed().map((batch) => post('spans', batch)));
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(204));
  const view = await open(trace_id);
  expect(view.trace).toMatchObject({ span_count: 10_000, llm_span_count: 1_000, total_tokens: 10_000 });
  expect(view.spans.map(({ id, parent_span_id }) => [id, parent_span_id])).toEqual(
    spans.map(({ id, parent_span_id = null }) => [id, parent_span_id]),
  );
});

describe('parents that do not form a tree', () => {
  test.each<[string, (ids: Id[]) => (Id | undefined)[]]>([
    ['a span that is its own parent', ([a]) => [a]],
    ['two that are each other’s', ([a, b]) => [b, a]],
    ['a cycle below the root', ([, b, c, d]) => [undefined, d, b, c]],
    ['a parent that never comes', () => [newId(), undefined]],
    ['a parent that is the trace itself', ([a]) => [a?.replace(/.$/, '0'), a]],
  ])('%s: all spans are read as they were written', async (_what, parentsOf) => {
    const trace_id = await newTrace();
    const ids = Array.from({ length: 4 }, () => newId());
    const parents = parentsOf(ids);
    const spans = ids.map((id, index) => ({ id, trace_id, name: 's', start_time, parent_span_id: parents[index] }));
    expect((await post('spans', spans)).status).toBe(204);
    const view = await open(trace_id);
    expect(new Map(view.spans.map((span) => [span.id, span.parent_span_id]))).toEqual(
      new Map(ids.map((id, index) => [id, parents[index] ?? null])),
    );
    const bodies = await server.call<{ bodies: unknown[] }>('POST', `view/traces/${trace_id}/bodies`, { ids });
    expect(bodies.body.bodies).toHaveLength(4);
    const page = await server.call<{ total: number }>(
      'GET',
      `private/spans?project_name=Default%20Project&trace_id=${trace_id}`,
    );
    expect(page.body.total).toBe(4);
    expect((await server.call('DELETE', `private/traces/${trace_id}`)).status).toBe(204);
    expect((await server.call('GET', `private/spans/${ids.at(0)!}`)).status).toBe(404);
  });
});

describe('numbers', () => {
  test('a cost of 2,000,000 is stored and added up; an impossible cost is refused with its field', async () => {
    const trace_id = await newTrace();
    const span = { trace_id, name: 's', start_time };
    const answer = await post('spans', [
      ...Array.from({ length: 3 }, () => ({ ...span, total_estimated_cost: 2_000_000 })),
      { ...span, total_estimated_cost: 1e-12 },
      { ...span, total_estimated_cost: 1e27 },
      { ...span, total_estimated_cost: -1e300 },
    ]);
    expect(answer).toMatchObject({
      status: 422,
      body: {
        stored: 4,
        errors: [
          { index: 4, path: 'total_estimated_cost' },
          { index: 5, path: 'total_estimated_cost' },
        ],
      },
    });
    expect((await open(trace_id)).trace.total_estimated_cost).toBeCloseTo(6_000_000, 5);
  });

  test('counts that are too large are refused with their field, in usage and ledger, new or patched', async () => {
    const trace_id = await newTrace();
    const span = { id: newId(), trace_id, name: 's', start_time };
    const answer = await post('spans', [
      { ...span, usage: { prompt_tokens: 1.5 } },
      { ...span, id: newId(), usage: { prompt_tokens: 2 ** 60 } },
      { ...span, id: newId(), ledger: { input: 2 ** 60 } },
      { ...span, id: newId(), ledger: { output: 1e300 } },
    ]);
    expect(answer).toMatchObject({
      status: 422,
      body: {
        stored: 1,
        errors: [
          { index: 1, path: 'usage.prompt_tokens' },
          { index: 2, path: 'ledger.input' },
          { index: 3, path: 'ledger.output' },
        ],
      },
    });
    const patched = await server.call('PATCH', `private/spans/${span.id}`, { trace_id, usage: { x: 2 ** 60 } });
    expect(patched.status).toBe(422);
    const { body } = await server.call<{ usage: object }>('GET', `private/spans/${span.id}`);
    expect(body.usage).toMatchObject({ prompt_tokens: 2 });
  });
});

describe('ids of spans', () => {
  const FAR = 'f38c47d2-6800-7000-8000-000000000000';

  test('ids of the year 2500 are refused with 400 and their path, in a batch, a path and an update', async () => {
    const trace_id = await newTrace();
    const span = { id: newId(), trace_id, name: 's', start_time };
    const answer = await post('spans', [
      span,
      { ...span, id: FAR },
      { ...span, trace_id: FAR },
      { ...span, parent_span_id: FAR },
    ]);
    expect(answer.status).toBe(400);
    expect(answer.body.stored).toBe(1);
    expect(answer.body.errors.map(({ index, path }) => [index, path])).toEqual([
      [1, 'id'],
      [2, 'trace_id'],
      [3, 'parent_span_id'],
    ]);
    expect((await server.call('PATCH', `private/spans/${FAR}`, { trace_id })).status).toBe(400);
    expect((await server.call('PATCH', `private/spans/${newId()}`, { trace_id: FAR })).status).toBe(400);
    expect((await server.call('GET', `view/traces/${FAR}`)).status).toBe(400);
  });

  test('ids in upper case are the same ids in every place', async () => {
    const trace_id = await newTrace();
    const [parent, child] = [newId(), newId()];
    const upper = (id: Id): Id => id.toUpperCase();
    await post('spans', [
      { id: upper(parent), trace_id: upper(trace_id), name: 'parent', start_time },
      { id: upper(child), trace_id, parent_span_id: upper(parent), name: 'child', start_time },
    ]);
    const late = newId();
    const patch = { trace_id: upper(trace_id), parent_span_id: upper(child), name: 'late' };
    expect((await server.call('PATCH', `private/spans/${upper(late)}`, patch)).status).toBe(204);
    await post('spans', [{ id: late, trace_id, start_time }]);
    const view = await open(upper(trace_id));
    expect(view.spans.map(({ id, parent_span_id }) => [id, parent_span_id])).toEqual(
      expect.arrayContaining([
        [parent, null],
        [child, parent],
        [late, child],
      ]),
    );
    expect(view.spans.find(({ id }) => id === late)?.name).toBe('late');
    expect(view.span_total).toBe(3);
  });
});

test('a body of 49 MB is stored and returned whole', async () => {
  const trace_id = await newTrace();
  const id = newId();
  const text = 'x'.repeat(48 * 2 ** 20);
  expect((await post('spans', [{ id, trace_id, start_time, input: { text } }])).status).toBe(204);
  const { body } = await server.call<{ input: { text: string } }>('GET', `private/spans/${id}`);
  expect(body.input.text.length).toBe(text.length);
  expect(body.input.text === text).toBe(true);
});

describe('values that cannot be stored', () => {
  test('a date of the year 1 is refused with its index and path, and the other 999 spans are stored', async () => {
    const trace_id = await newTrace();
    const spans = Array.from({ length: 1_000 }, (_, index) => ({
      trace_id,
      name: 's',
      start_time,
      ...(index === 500 && { end_time: '0001-01-01T00:00:00Z' }),
    }));
    expect(await post('spans', spans)).toMatchObject({
      status: 422,
      body: { stored: 999, errors: [{ index: 500, path: 'end_time', message: 'expected a date from 1900 to 2199' }] },
    });
    const patched = await server.call('PATCH', `private/traces/${trace_id}`, { end_time: '9999-01-01T00:00:00Z' });
    expect(patched.status).toBe(422);
    expect((await open(trace_id)).trace.span_count).toBe(999);
  });

  test('counts whose sum is too large to be exact are stored, with the largest count as their sum', async () => {
    const trace_id = await newTrace();
    const most = Number.MAX_SAFE_INTEGER;
    const span = { trace_id, name: 's', start_time };
    const [ledger, usage] = [
      { input: most, output: most },
      { prompt_tokens: most, completion_tokens: most },
    ];
    expect(
      (
        await post('spans', [
          { ...span, ledger },
          { ...span, usage },
        ])
      ).status,
    ).toBe(204);
    const { spans } = await open(trace_id);
    expect(spans.map((each) => each.total_tokens)).toEqual([most, most]);
  });

  test.each([501, 5_000, 100_000])(
    'a body nested %d levels deep is refused with its index and path, and the others are stored',
    async (levels) => {
      const id = newId();
      const deep = `${'['.repeat(levels)}${']'.repeat(levels)}`;
      const traces = `{"id":"${id}","start_time":"${start_time}"},{"start_time":"${start_time}","input":${deep}}`;
      const response = await fetch(`${server.url}/api/v1/private/traces/batch`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"traces":[${traces}]}`,
      });
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ stored: 1, errors: [{ index: 1, path: 'input' }] });
      expect((await open(id)).trace.id).toBe(id);
    },
  );

  test('a body nested 500 levels deep is stored, and read whole and shortened', async () => {
    const input = JSON.parse(`${'{"a":'.repeat(499)}[]${'}'.repeat(499)}`) as object;
    expect((await post('traces', [{ project_name: 'deep', start_time, input }])).status).toBe(204);
    for (const truncate of [true, false]) {
      const page = await server.call<{ content: { input: object }[] }>(
        'GET',
        `private/traces?project_name=deep&truncate=${truncate}`,
      );
      expect(page.body.content[0]?.input).toEqual(input);
    }
  });

  test('an integer that JavaScript cannot represent keeps its digits', async () => {
    const id = newId();
    const response = await fetch(`${server.url}/api/v1/private/traces/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"traces":[{"id":"${id}","start_time":"${start_time}","input":{"user_id":1234567890123456789}}]}`,
    });
    expect(response.status).toBe(204);
    const { body } = await server.call<{ input: object }>('GET', `private/traces/${id}`);
    expect(body.input).toEqual({ user_id: '1234567890123456789' });
  });
});
