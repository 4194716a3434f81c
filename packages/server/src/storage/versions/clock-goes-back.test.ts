import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, type Id } from '@vitrine/core/model';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { SERVER_PRINCIPAL } from '../../platform/auth/principal.ts';
import { completeOptions } from '../../server/options.ts';
import { startTestServer, type TestServer } from '../../server.fixture.ts';
import { HybridLogicalClock, versionAt } from './hybrid-logical-clock.ts';
import { Database } from '../database/database.ts';
import { Records } from '../../platform/records/records.ts';

const HOUR_MS = 3_600_000;
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'vitrine-clock-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Trace {
  name: string;
  tags: string[];
  feedback_scores: { value: number }[];
}

/** Entities that are written again, each over a stored version. */
type Kind = 'score' | 'project' | 'trace';

/** Writes all entities again, one kind after the other, and reads them back. */
async function writeAll(server: TestServer, trace: Id, project: Id, value: number, kinds: Kind[]): Promise<unknown> {
  const start_time = new Date().toISOString();
  const writes: Record<Kind, () => Promise<unknown>> = {
    score: () =>
      server.call('PUT', 'private/traces/feedback-scores', {
        scores: [{ id: trace, name: 'good', value, source: 'sdk' }],
      }),
    project: () => server.call('PATCH', `private/projects/${project}`, { description: `description ${value}` }),
    trace: () => server.call('PATCH', `private/traces/${trace}`, { name: `name ${value}`, tags: [`tag ${value}`] }),
  };
  for (const kind of kinds) await writes[kind]();
  const fresh = newId();
  await server.call('POST', 'private/traces/batch', { traces: [{ id: fresh, project_name: 'back', start_time }] });
  await server.call('PATCH', `private/traces/${fresh}`, { name: `fresh ${value}` });
  await server.call('POST', 'private/spans/batch', {
    spans: [{ trace_id: trace, project_name: 'back', start_time, usage: { total_tokens: 1 } }],
  });
  const read = await server.call<Trace>('GET', `private/traces/${trace}`);
  const named = await server.call<{ description: string }>('GET', `private/projects/${project}`);
  return {
    name: read.body.name,
    tags: read.body.tags,
    score: read.body.feedback_scores[0]?.value,
    description: named.body.description,
    fresh: (await server.call<Trace>('GET', `private/traces/${fresh}`)).body.name,
  };
}
const expected = (value: number) => ({
  name: `name ${value}`,
  tags: [`tag ${value}`],
  score: value,
  description: `description ${value}`,
  fresh: `fresh ${value}`,
});

test('the later write wins if the clock of the machine goes back, while the server runs or is stopped', async () => {
  const now = Date.now();
  vi.useFakeTimers({ now, toFake: ['Date'] });
  const server = await startTestServer({ dataDir });
  const trace = newId();
  await server.call('POST', 'private/traces/batch', {
    traces: [{ id: trace, project_name: 'back', start_time: new Date().toISOString() }],
  });
  const { body } = await server.call<{ project_id: Id }>('GET', `private/traces/${trace}`);
  expect(await writeAll(server, trace, body.project_id, 1, ['score', 'project', 'trace'])).toEqual(expected(1));
  vi.setSystemTime(now - HOUR_MS);
  expect(await writeAll(server, trace, body.project_id, 2, ['score', 'project', 'trace'])).toEqual(expected(2));
  await server[Symbol.asyncDispose]();

  vi.setSystemTime(now - 2 * HOUR_MS);
  // The first write of a server must be above all stored versions, although the server has seen no version yet.
  const second = await startTestServer({ dataDir });
  expect(await writeAll(second, trace, body.project_id, 3, ['project', 'trace', 'score'])).toEqual(expected(3));
  await second[Symbol.asyncDispose]();
  const next = await startTestServer({ dataDir });
  expect(await writeAll(next, trace, body.project_id, 4, ['score', 'project', 'trace'])).toEqual(expected(4));
  // The statistics by which the list is sorted are computed a moment later.
  const sorting = encodeURIComponent(JSON.stringify([{ field: 'usage.total_tokens', direction: 'DESC' }]));
  await expect
    .poll(async () => {
      const path = `private/traces?project_name=back&size=1&sorting=${sorting}`;
      const page = await next.call<{ content: { id: Id; usage?: { total_tokens: number } }[] }>('GET', path);
      return page.body.content.map(({ id, usage }) => [id, usage?.['total_tokens']]);
    })
    .toEqual([[trace, 4]]);
  await next[Symbol.asyncDispose]();
});

test('the later write of a record wins if the clocks of two servers differ', async () => {
  const database = new Database(completeOptions({ dataDir }), pino({ level: 'silent' }));
  const fast = new HybridLogicalClock();
  fast.pass(versionAt(Date.now() + HOUR_MS));
  const recordsOf = (clock: HybridLogicalClock) => new Records(database, clock, 'noted', z.object({ by: z.string() }));
  const record = { id: 'one', name: 'one' };
  await recordsOf(fast).put(SERVER_PRINCIPAL, { ...record, body: { by: 'the fast one' } });
  await recordsOf(new HybridLogicalClock()).put(SERVER_PRINCIPAL, { ...record, body: { by: 'the slow one' } });
  expect((await recordsOf(fast).get(SERVER_PRINCIPAL, 'one'))?.body).toEqual({ by: 'the slow one' });
  await database.close();
});
