import { newId } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../server.fixture.ts';

/** Keys that objects of JavaScript inherit. */
const KEYS = ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__'];
const PROJECT = 'hostile keys';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** Returns an object whose own keys are the given ones, also `__proto__`. */
function objectOf<Value>(valueOf: (key: string) => Value): Record<string, Value> {
  return Object.fromEntries(KEYS.map((key) => [key, valueOf(key)]));
}

async function ask(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const { status, body: answer } = await server.call<Record<string, unknown>>(method, path, body);
  expect([method, path, status, answer]).toEqual([method, path, status < 300 ? status : 200, answer]);
  return answer;
}

test('content, usage, scores and tags with the names of inherited properties are kept as they were sent', async () => {
  const [trace, span] = [newId(), newId()];
  const start_time = new Date().toISOString();
  const content = objectOf((key) => `the value of ${key}`);
  const usage = objectOf((key) => key.length);
  const common = { project_name: PROJECT, start_time, input: content, output: content, metadata: content, tags: KEYS };
  await ask('POST', 'private/traces/batch', {
    traces: [{ ...common, id: trace, name: '__proto__', thread_id: 'constructor' }],
  });
  await ask('POST', 'private/spans/batch', {
    spans: [
      {
        ...common,
        id: span,
        trace_id: trace,
        name: 'constructor',
        type: 'llm',
        model: 'toString',
        provider: '__proto__',
        usage,
      },
    ],
  });
  for (const [path, id] of [
    ['traces', trace],
    ['spans', span],
  ]) {
    const scores = KEYS.map((name) => ({ id, name, value: 0.5, source: 'sdk', project_name: PROJECT }));
    await ask('PUT', `private/${path}/feedback-scores`, { scores });
    const row = await ask('GET', `private/${path}/${id}`);
    expect(row).toMatchObject({ tags: expect.arrayContaining(KEYS) as unknown });
    for (const field of ['input', 'output', 'metadata']) {
      expect(new Map(Object.entries(row[field] as object))).toEqual(new Map(Object.entries(content)));
    }
    const names = (row['feedback_scores'] as { name: string }[]).map(({ name }) => name);
    expect(names.toSorted()).toEqual(KEYS.toSorted());
  }
  const row = await ask('GET', `private/spans/${span}`);
  // No count has this name, and the validation of records leaves it out.
  const { ['__proto__']: _count, ...counts } = usage;
  expect(new Map(Object.entries(row['usage'] as object))).toEqual(new Map(Object.entries(counts)));
});

test.each(KEYS)('%s is a key like any other in filters, statistics, series, names and views', async (key) => {
  const query = `project_name=${encodeURIComponent(PROJECT)}`;
  const filters = encodeURIComponent(
    JSON.stringify([{ field: 'metadata', key, operator: '=', value: `the value of ${key}`, type: 'dictionary' }]),
  );
  expect(await ask('GET', `private/traces?${query}&filters=${filters}`)).toMatchObject({ total: 1 });
  const scored = encodeURIComponent(
    JSON.stringify([{ field: 'feedback_scores', key, operator: '=', value: '0.5', type: 'feedback_scores_number' }]),
  );
  expect(await ask('GET', `private/spans?${query}&filters=${scored}`)).toMatchObject({ total: 1 });
  await ask('GET', `private/traces/stats?${query}`);
  await ask('GET', `private/traces/feedback-scores/names?${query}`);
  for (const group of ['model', 'provider', 'name']) {
    await ask('GET', `view/series?${query}&metric=total_tokens&group_by=${group}`);
  }
  expect(await ask('GET', `view/thread?${query}&thread_id=constructor`)).toMatchObject({ turn_total: 1 });
  // An update whose fields have such a name changes nothing else.
  const { content } = (await ask('GET', `private/traces?${query}`)) as { content: { id: string }[] };
  const id = content[0]?.id ?? '';
  const text = `{"project_name":"${PROJECT}","${key}":{"polluted":true}}`;
  const response = await fetch(`${server.url}/api/v1/private/traces/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: text,
  });
  expect(response.status).toBeLessThan(500);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
