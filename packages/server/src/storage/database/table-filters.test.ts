import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { newId, type Id } from '@vitrine/core/model';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SERVER_PRINCIPAL } from '../../platform/auth/principal.ts';
import { completeOptions } from '../../server/options.ts';
import { openResources, type Resources } from '../../server/resources.ts';
import { UnscopedStatement } from './check-workspace.ts';
import type { Scope } from './scope.ts';
import { literal } from './table-filters.ts';
import type { WorkspaceDatabase } from './workspace-database.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-scope-'));
let resources: Resources;
let shop: Id;
let other: Id;
/** Ids of traces by name. */
const ids = new Map<string, Id>();

const TABLES = ['traces', 'spans', 'trace_stats', 'feedback_scores', 'comments', 'attachments', 'threads'];

/** Traces: the project and the thread of each. The thread of `moved` was `alice` until it changed. */
const TRACES = {
  alice1: ['shop', 'alice'],
  alice2: ['shop', 'alice'],
  bob: ['shop', 'bob'],
  moved: ['shop', 'bob'],
  other: ['other', 'alice'],
} as const;

beforeAll(async () => {
  resources = openResources(completeOptions({ dataDir, log: pino({ level: 'silent' }) }));
  const { database, ingest, projects, scores, comments, threadStates } = resources;
  await database.health.ready(60_000);
  shop = await projects.idOf(SERVER_PRINCIPAL, 'shop');
  other = await projects.idOf(SERVER_PRINCIPAL, 'other');
  const start_time = new Date().toISOString();
  for (const name of Object.keys(TRACES)) ids.set(name, newId());
  await ingest.createTraces(
    SERVER_PRINCIPAL,
    Object.entries(TRACES).map(([name, [project_name, thread]]) => ({
      id: ids.get(name)!,
      name,
      project_name,
      thread_id: name === 'moved' ? 'alice' : thread,
      start_time,
    })),
  );
  await ingest.updateTrace(SERVER_PRINCIPAL, ids.get('moved')!, { thread_id: 'bob', project_name: 'shop' });
  for (const [name, [project_name]] of Object.entries(TRACES)) {
    const id = ids.get(name)!;
    const span = newId();
    await ingest.createSpans(SERVER_PRINCIPAL, [{ id: span, trace_id: id, name, project_name, start_time }]);
    for (const [type, entityId] of [
      ['trace', id],
      ['span', span],
    ] as const) {
      // As if they had arrived before the trace: their rows do not name the project.
      const target = { entityId, traceId: type === 'trace' ? id : '', projectId: '' };
      await scores.write(SERVER_PRINCIPAL, type, [{ ...target, score: { name, value: 1, source: 'sdk' } }]);
      await comments.add(SERVER_PRINCIPAL, type, target, name);
      const file = { entityType: type, entityId, fileName: name, mimeType: null, projectId: '' };
      await resources.attachments.write(SERVER_PRINCIPAL, file, Readable.from([Buffer.from(name)]), name.length);
    }
  }
  await resources.statistics.settled();
  for (const project of [shop, other]) {
    for (const thread of ['alice', 'bob']) {
      const entityId = `${project}/${thread}`;
      const target = { entityId, traceId: '', projectId: project };
      await scores.write(SERVER_PRINCIPAL, 'thread', [{ ...target, score: { name: thread, value: 1, source: 'sdk' } }]);
      await comments.add(SERVER_PRINCIPAL, 'thread', target, thread);
      await threadStates.editTags(SERVER_PRINCIPAL, project, [thread], { tags: ['kept'] });
    }
  }
});
afterAll(async () => {
  await resources.close();
  rmSync(dataDir, { recursive: true, force: true });
});

function as(scope: Scope): WorkspaceDatabase {
  return resources.database.of({ workspace: 'default', scope });
}

/** Returns the names that each table shows to a scope. */
async function shown(scope: Scope): Promise<Record<string, string[]>> {
  const nameOf: Record<string, string> = {
    traces: 'name',
    spans: 'name',
    trace_stats: 'trace_id',
    feedback_scores: "concat(entity_type, ' ', name)",
    comments: "concat(entity_type, ' ', text)",
    attachments: "concat(entity_type, ' ', file_name)",
    threads: 'thread_id',
  };
  const byId = new Map([...ids].map(([name, id]) => [id, name]));
  const entries = TABLES.map(async (table) => {
    const rows = await as(scope).read<{ name: string }>(
      `SELECT ${nameOf[table]} AS name FROM ${table} FINAL WHERE workspace = {workspace:String}`,
    );
    return [table, rows.map(({ name }) => byId.get(name) ?? name).toSorted()] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** What a scope shows that contains traces and threads. */
function expected(names: readonly string[], threads: readonly string[]): Record<string, string[]> {
  const ofEntities = names.flatMap((name) => [`trace ${name}`, `span ${name}`]);
  const ofThreads = threads.map((name) => `thread ${name}`);
  return {
    traces: names.toSorted(),
    spans: names.toSorted(),
    trace_stats: names.toSorted(),
    feedback_scores: [...ofEntities, ...ofThreads].toSorted(),
    comments: [...ofEntities, ...ofThreads].toSorted(),
    attachments: ofEntities.toSorted(),
    threads: threads.toSorted(),
  };
}

describe('every table shows only what is in the scope, though the statements do not ask for it', () => {
  test('of a whole workspace', async () => {
    const all = expected(Object.keys(TRACES), ['alice', 'bob', 'alice', 'bob']);
    expect(await shown({ projects: 'all' })).toEqual(all);
  });

  test('of one project', async () => {
    expect(await shown({ projects: [shop] })).toEqual(expected(['alice1', 'alice2', 'bob', 'moved'], ['alice', 'bob']));
  });

  test('of no project', async () => {
    expect(await shown({ projects: [] })).toEqual(expected([], []));
  });

  test('of some traces', async () => {
    const scope: Scope = { projects: [shop], traces: { ids: [ids.get('bob')!, ids.get('other')!] } };
    expect(await shown(scope)).toEqual(expected(['bob'], []));
  });

  test('of no trace', async () => {
    expect(await shown({ projects: [shop], traces: { ids: [] } })).toEqual(expected([], []));
  });

  test('of a thread, which a trace has left', async () => {
    const scope: Scope = { projects: 'all', traces: { threads: [{ project_id: shop, thread_id: 'alice' }] } };
    expect(await shown(scope)).toEqual(expected(['alice1', 'alice2'], ['alice']));
  });

  test('of a condition, and of several together', async () => {
    const condition = `name IN (${literal('alice1')}, ${literal('bob')})`;
    expect(await shown({ projects: [shop], traces: { condition } })).toEqual(expected(['alice1', 'bob'], []));
    const threads = [{ project_id: shop, thread_id: 'alice' }];
    expect(await shown({ projects: [shop], traces: { condition, threads } })).toEqual(expected(['alice1'], []));
  });

  test('whatever text is in the scope', async () => {
    for (const text of ["'", "\\'", "alice' OR 1 OR '", '{', "')", '\0', 'ä', '${}']) {
      const threads = [{ project_id: shop, thread_id: text }];
      expect(await shown({ projects: [shop, text], traces: { threads } })).toEqual(expected([], []));
    }
  });
});

test('joins, subqueries, unions and counts are filtered too', async () => {
  const scope: Scope = { projects: 'all', traces: { threads: [{ project_id: shop, thread_id: 'alice' }] } };
  const BOUND = 'workspace = {workspace:String}';
  for (const statement of [
    `SELECT count() AS n FROM traces FINAL WHERE ${BOUND}`,
    `SELECT count() AS n FROM (SELECT id FROM traces FINAL WHERE ${BOUND})`,
    `SELECT count() AS n FROM spans FINAL WHERE ${BOUND} AND trace_id IN (SELECT id FROM traces FINAL WHERE ${BOUND})`,
    `SELECT count() AS n FROM traces AS t FINAL INNER JOIN spans AS s FINAL ON s.trace_id = t.id
     WHERE t.${BOUND} AND s.${BOUND}`,
    `SELECT sum(n) AS n FROM (SELECT count() AS n FROM traces FINAL WHERE ${BOUND} AND name = 'alice1'
       UNION ALL SELECT count() AS n FROM traces FINAL WHERE ${BOUND} AND name != 'alice1')`,
  ]) {
    expect([statement, await as(scope).read(statement)]).toEqual([statement, [{ n: 2 }]]);
  }
});

test('what a statement is about narrows the search for visible entities, and shows no others', async () => {
  const scope: Scope = { projects: 'all', traces: { threads: [{ project_id: shop, thread_id: 'alice' }] } };
  const about = { traces: [ids.get('alice1')!, ids.get('bob')!], spans: [] };
  const names = await as(scope)
    .about(about)
    .read<{ name: string }>(
      'SELECT name FROM feedback_scores FINAL WHERE workspace = {workspace:String} ORDER BY name',
    );
  expect(names.map(({ name }) => name)).toEqual(['alice', 'alice1']);
});

test('a scope of some traces refuses statements that may read superseded versions', async () => {
  const scope: Scope = { projects: 'all', traces: { threads: [{ project_id: shop, thread_id: 'alice' }] } };
  const where = "workspace = {workspace:String} AND thread_id = 'alice'";
  const read = (statement: string): Promise<unknown> => Promise.resolve().then(() => as(scope).read(statement));
  await expect(read(`SELECT name FROM traces WHERE ${where}`)).rejects.toThrow(UnscopedStatement);
  await expect(read(`SELECT 1 FROM spans INNER JOIN traces ON 1 WHERE ${where}`)).rejects.toThrow(UnscopedStatement);
  const narrowed = `SELECT name FROM traces FINAL WHERE ${where} AND id IN (SELECT id FROM traces WHERE ${where})`;
  expect(await read(`${narrowed} ORDER BY name`)).toEqual([{ name: 'alice1' }, { name: 'alice2' }]);
});
