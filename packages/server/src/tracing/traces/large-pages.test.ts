import { newId, type BodiesView, type ErrorBody, type ThreadView } from '@vitrine/core/model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from '../../platform/validation/page.ts';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import type { SpanPublic } from '../spans/spans.ts';
import type { ThreadPublic } from '../threads/threads.ts';
import type { TracePublic } from './traces.ts';

const project_name = 'large';
/** Six of these rows exceed the read limit, and twelve exceed the size of a page. */
const LENGTH = 12_000_000;
const NOW = Date.now() - 60_000;
const ids = Array.from({ length: 12 }, (_, n) => newId(NOW + n));
const spanIds = ids.slice(0, 6).map((_, n) => newId(NOW + n));

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const row = (n: number): object => ({
    project_name,
    start_time: new Date(NOW + n).toISOString(),
    input: `${n} ${'x'.repeat(LENGTH)}`,
    output: 'yes',
  });
  // Half of the traces are one conversation; the others are one each.
  const traces = ids.map((id, n) => ({ ...row(n), id, thread_id: n < 6 ? 'long' : `short ${n}` }));
  const spans = spanIds.map((id, n) => ({ ...row(n), id, trace_id: ids[0] }));
  // Four rows are almost the largest accepted body.
  for (const [name, rows] of Object.entries({ traces, spans })) {
    for (let at = 0; at < rows.length; at += 4) {
      const batch = { [name]: rows.slice(at, at + 4) };
      expect((await server.call('POST', `private/${name}/batch`, batch)).status).toBe(204);
    }
  }
}, 60_000);
afterAll(() => server[Symbol.asyncDispose]());

const page = <Row>(resource: string, query: string) =>
  server.call<Page<Row> & ErrorBody>('GET', `private/${resource}?project_name=${project_name}&${query}`);
const beginning = (n: number, length: number): string => `${`${n} ${'x'.repeat(length)}`.slice(0, length)}…`;

test('a page of large traces is whole up to a limit, beyond which the error says what to do', async () => {
  const whole = await page<TracePublic>('traces', 'size=6');
  expect(whole.status).toBe(200);
  const lengths = whole.body.content.map(({ input }) => (input as string).length);
  expect(lengths).toEqual([11, 10, 9, 8, 7, 6].map((n) => `${n} `.length + LENGTH));
  const refused = await page('traces', 'size=12');
  expect(refused.status).toBe(413);
  expect(refused.body.message).toMatch(/^the page is too large: 12 of its 12 rows have 137 MiB .*truncate=true/);
  const cut = await page<TracePublic>('traces', 'size=12&truncate=true');
  expect([cut.status, cut.body.total]).toEqual([200, 12]);
  expect(cut.body.content.map(({ input }) => input)).toEqual(ids.map((_, n) => beginning(11 - n, 10_000)));
}, 60_000);

test('pages of large spans and of threads with large messages are whole up to the limit', async () => {
  const spans = await page<SpanPublic>('spans', 'size=10&truncate=true');
  expect(spans.body.content.map(({ input }) => input)).toEqual(spanIds.map((_, n) => beginning(5 - n, 10_000)));
  const threads = await page<ThreadPublic>('traces/threads', 'size=10&truncate=true');
  expect(threads.body.content.map(({ first_message, last_message }) => [first_message, last_message])).toEqual(
    [11, 10, 9, 8, 7, 6, 0].map((n) => [beginning(n, 10_000), 'yes']),
  );
}, 60_000);

test('a conversation of large turns has the beginning of each turn', async () => {
  const conversation = async (thread_id: string) =>
    (await server.call<ThreadView>('GET', `view/thread?${new URLSearchParams({ project_name, thread_id })}`)).body;
  const long = await conversation('long');
  expect(long.turn_total).toBe(6);
  expect(long.turns.map(({ input, output }) => [input, output])).toEqual(
    spanIds.map((_, n) => [beginning(n, 20_000), 'yes']),
  );
  expect((await conversation('short 11')).turns[0]?.input).toHaveLength(LENGTH + 3);
}, 60_000);

test('large bodies are read one by one, and together up to the limit', async () => {
  const bodies = (some: string[]) =>
    server.call<BodiesView & ErrorBody>('POST', `view/traces/${ids[0]}/bodies`, { ids: some });
  const refused = await bodies(spanIds);
  expect([refused.status, refused.body.message]).toEqual([413, expect.stringContaining('ask for fewer ids')]);
  const some = await bodies([...spanIds.slice(0, 2), ...ids.slice(0, 1)]);
  expect(some.body.bodies.map(({ input }) => (input as string).length)).toEqual([LENGTH + 2, LENGTH + 2, LENGTH + 2]);
}, 60_000);
