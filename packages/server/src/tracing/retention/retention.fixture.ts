import { newId, type Id } from '@vitrine/core/model';
import { expect } from 'vitest';
import type { TestServer } from '../../server.fixture.ts';
import type { RetentionView } from './retention.ts';

const DAY_MS = 86_400_000;
export const daysAgo = (days: number) => Date.now() - days * DAY_MS;

/** Writes traces at the given times, each with a span, a score and some text. */
export async function write(
  server: TestServer,
  project_name: string,
  times: readonly number[],
  text = () => '',
): Promise<Id[]> {
  const ids = times.map((time) => newId(time));
  const rows = ids.map((id, index) => ({
    id,
    project_name,
    start_time: new Date(times[index] ?? 0).toISOString(),
    input: { text: text() },
  }));
  expect((await server.call('POST', 'private/traces/batch', { traces: rows })).status).toBe(204);
  const spans = rows.map((row) => ({ ...row, id: newId(), trace_id: row.id, name: 'span', type: 'general' }));
  expect((await server.call('POST', 'private/spans/batch', { spans })).status).toBe(204);
  const scores = ids.map((id) => ({ id, name: 'good', value: 1, source: 'sdk' }));
  expect((await server.call('PUT', 'private/traces/feedback-scores', { scores })).status).toBe(204);
  return ids;
}
export const view = async (server: TestServer) => (await server.call<RetentionView>('GET', 'view/retention')).body;
export const put = (server: TestServer, body: object) => server.call<RetentionView>('PUT', 'view/retention', body);
export const isThere = async (server: TestServer, id: Id | undefined) =>
  (await server.call('GET', `private/traces/${id}`)).status === 200;
export const there = (server: TestServer, ids: readonly Id[]) => Promise.all(ids.map((id) => isThere(server, id)));

/** Random text that does not compress: its size on disk is about its length. */
export const noise = () => Array.from({ length: 40 }, () => crypto.randomUUID()).join('');

/** Collects everything that a generator yields. */
export async function allOf<T>(generator: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of generator) all.push(each);
  return all;
}
