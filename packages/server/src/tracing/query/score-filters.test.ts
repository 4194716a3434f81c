import { newId } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../server.fixture.ts';

const project_name = 'scored by several';
const start_time = new Date().toISOString();
let server: TestServer;

/** Scores by author of each trace, span and thread. The averages are 0.5 and 0.4; the last has no score. */
const SCORES: Record<string, number[]> = { torn: [0, 1], mild: [0.4, 0.4], silent: [] };

beforeAll(async () => {
  server = await startTestServer();
  const named = Object.keys(SCORES).map((name) => ({ id: newId(), name, project_name, start_time }));
  const traces = named.map((trace) => ({ ...trace, thread_id: trace.name }));
  const spans = named.map((span) => ({ ...span, id: newId(), trace_id: span.id }));
  expect((await server.call('POST', 'private/traces/batch', { traces })).status).toBe(204);
  expect((await server.call('POST', 'private/spans/batch', { spans })).status).toBe(204);
  const scoresOf = (about: (name: string) => object) =>
    Object.entries(SCORES).flatMap(([name, values]) =>
      values.map((value, author) => ({ ...about(name), name: 'Quality', value, source: 'ui', author: `${author}` })),
    );
  const idIn = (rows: { id: string; name: string }[]) => (name: string) => ({
    id: rows.find((row) => row.name === name)?.id,
  });
  for (const [path, scores] of [
    ['traces', scoresOf(idIn(traces))],
    ['spans', scoresOf(idIn(spans))],
    ['traces/threads', scoresOf((thread_id) => ({ thread_id, project_name }))],
  ] as const) {
    expect((await server.call('PUT', `private/${path}/feedback-scores`, { scores })).status).toBe(204);
  }
});
afterAll(() => server[Symbol.asyncDispose]());

async function found(path: string, field: string, operator: string, value: string): Promise<string[]> {
  const filters = JSON.stringify([{ field, key: 'quality', operator, value }]);
  const query = new URLSearchParams({ project_name, filters });
  const { status, body } = await server.call<{ content: { id: string; name?: string }[] }>(
    'GET',
    `private/${path}?${query}`,
  );
  expect(status).toBe(200);
  return body.content.map(({ id, name }) => name ?? id).toSorted();
}

test.each([
  ['traces', 'feedback_scores'],
  ['traces', 'span_feedback_scores'],
  ['spans', 'feedback_scores'],
  ['traces/threads', 'feedback_scores'],
])('a filter of %s on %s compares the average over the authors', async (path, field) => {
  expect(await found(path, field, '=', '0.5')).toEqual(['torn']);
  expect(await found(path, field, '>', '0.9')).toEqual([]);
  expect(await found(path, field, '<', '0.1')).toEqual([]);
  expect(await found(path, field, '>', '0.45')).toEqual(['torn']);
  expect(await found(path, field, '<', '0.45')).toEqual(['mild']);
  expect(await found(path, field, '!=', '0.5')).toEqual(['mild']);
  expect(await found(path, field, 'is_not_empty', '')).toEqual(['mild', 'torn']);
  expect(await found(path, field, 'is_empty', '')).toEqual(['silent']);
});
