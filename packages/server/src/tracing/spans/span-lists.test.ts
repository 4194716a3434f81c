import { newId, type ErrorBody } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from '../../platform/validation/page.ts';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import type { Statistics } from '../statistics/statistics.ts';
import type { SpanPublic } from './spans.ts';

const PROJECT = 'listed spans';
const START = '2026-10-01T10:00:00.000Z';

let server: TestServer;
const [trace, other] = [newId(), newId()];
const [model, tool, failed] = [newId(), newId(), newId()];
beforeAll(async () => {
  server = await startTestServer();
  await server.call('POST', 'private/spans/batch', {
    spans: [
      {
        id: model,
        trace_id: trace,
        name: 'model',
        type: 'llm',
        model: 'GPT-4o',
        provider: 'openai',
        usage: { total_tokens: 30, 'original_usage.cached': 4 },
        total_estimated_cost: 0.02,
        end_time: '2026-10-01T10:00:02.000Z',
        tags: ['slow'],
      },
      { id: tool, trace_id: trace, name: 'tool', type: 'tool', parent_span_id: model, metadata: { tries: 3 } },
      { id: failed, trace_id: other, name: 'failed', error_info: { exception_type: 'E', traceback: 'at line 1' } },
    ].map((span) => ({ ...span, project_name: PROJECT, start_time: START })),
  });
  await server.call('PUT', 'private/spans/feedback-scores', { scores: [{ id: model, name: 'ok', value: 0.5 }] });
  await server.call('POST', `private/spans/${tool}/comments`, { text: 'why three?' });
});
afterAll(() => server[Symbol.asyncDispose]());

async function page(query: Record<string, string>): Promise<Page<SpanPublic>> {
  const text = new URLSearchParams({ project_name: PROJECT, ...query }).toString();
  const { status, body } = await server.call<Page<SpanPublic>>('GET', `private/spans?${text}`);
  expect(status).toBe(200);
  return body;
}

test.each<[filters: string, names: string]>([
  ['', 'failed tool model'],
  ['type = "llm"', 'model'],
  ['type not_in ("llm", "tool")', 'failed'],
  ['model contains "4O"', 'model'],
  ['provider = "OpenAI"', 'model'],
  [`trace_id = "${trace.toUpperCase()}"`, 'tool model'],
  [`parent_span_id = "${model}"`, 'tool'],
  ['usage.total_tokens >= 30', 'model'],
  ['usage."original_usage.cached" = 4', 'model'],
  ['total_estimated_cost = 0.02', 'model'],
  ['total_estimated_cost = 0', 'failed tool'],
  ['duration = 2000', 'model'],
  ['metadata.tries < 4', 'tool'],
  ['tags = "slow"', 'model'],
  ['error_info is_not_empty', 'failed'],
  ['feedback_scores.OK = 0.5', 'model'],
  ['feedback_scores.ok is_empty', 'failed tool'],
  ['start_time >= "2026-10-01T10:00:00Z" AND start_time < "2026-10-01T10:00:01Z"', 'failed tool model'],
  ['start_time > "2026-10-02"', ''],
])('a list of spans is filtered by %s', async (filters, expected) => {
  const { content, total } = await page({ filters });
  expect(content.map((span) => span.name).join(' ')).toBe(expected);
  expect(total).toBe(content.length);
});

test('a list of spans is sorted, and filtered by trace and type', async () => {
  const names = async (query: Record<string, string>): Promise<unknown> =>
    (await page(query)).content.map((span) => span.name);
  expect(await names({ sorting: '[{"field":"name","direction":"ASC"}]' })).toEqual(['failed', 'model', 'tool']);
  expect(await names({ sorting: '[{"field":"usage.total_tokens"}]', size: '1' })).toEqual(['model']);
  expect(await names({ sorting: '[{"field":"feedback_scores.ok"}]', size: '1' })).toEqual(['model']);
  expect(await names({ trace_id: trace, type: 'tool' })).toEqual(['tool']);
  expect(await names({ type: 'general' })).toEqual(['failed']);
});

test('a span is read with its scores and comments, and fields can be excluded', async () => {
  const { content } = await page({ exclude: '["metadata","usage"]' });
  expect(content.at(1)).toMatchObject({ name: 'tool', comments: [{ text: 'why three?' }], parent_span_id: model });
  expect(content.at(1)).not.toHaveProperty('metadata');
  expect(content.at(2)).toMatchObject({ feedback_scores: [{ name: 'ok', value: 0.5 }] });
  expect(content.at(2)).not.toHaveProperty('usage');
});

test('the statistics of spans add up a list', async () => {
  const { body } = await server.call<Statistics>(
    'GET',
    `private/spans/stats?project_name=${encodeURIComponent(PROJECT)}`,
  );
  expect(Object.fromEntries(body.stats.map(({ name, value }) => [name, value]))).toMatchObject({
    span_count: 3,
    duration: { p50: 2000, p90: 2000, p99: 2000 },
    error_count: 1,
    total_estimated_cost: 0.02,
    'usage.total_tokens': 30,
    'usage.original_usage.cached': 4,
    'feedback_scores.ok': 0.5,
  });
});

test('many spans of any traces are updated at once, and an unknown one is reported', async () => {
  const spans = [newId(), newId()].map((id) => ({ id, trace_id: newId(), project_name: 'many', start_time: START }));
  await server.call('POST', 'private/spans/batch', { spans });
  const missing = newId();
  const answer = await server.call<ErrorBody>('PATCH', 'private/spans/batch', {
    ids: [...spans.map(({ id }) => id), missing],
    update: { trace_id: spans.at(0)!.trace_id, tags: ['seen'] },
    merge_tags: true,
  });
  expect(answer).toMatchObject({ status: 404, body: { stored: 2, errors: [{ index: 2, path: 'ids' }] } });
  for (const { id, trace_id } of spans) {
    const { body } = await server.call<SpanPublic>('GET', `private/spans/${id}`);
    expect(body).toMatchObject({ trace_id, tags: ['seen'] });
  }
});

test('deleting a single span is answered 501', async () => {
  expect((await server.call('DELETE', `private/spans/${model}`)).status).toBe(501);
});
