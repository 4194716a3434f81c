import { randomBytes } from 'node:crypto';
import {
  newId,
  type Id,
  type ProjectsView,
  type SeriesView,
  type ThreadView,
  type TracesView,
} from '@vitrine/core/model';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EmbedTokenOptions } from '../monitoring/embed/embed-tokens.ts';
import { FIELD_GROUPS, type FieldGroup } from '../platform/auth/fields.ts';
import { startTestServer, type TestServer } from '../server.fixture.ts';

/** Number of random requests. `SCOPE_FUZZ` sets another one. */
const REQUESTS = Number(process.env['SCOPE_FUZZ'] ?? 600);
const AT_ONCE = 6;

const PROJECTS = ['shop', 'other'];
const USERS = ['alice', 'bob', 'carol', 'dora', 'eve', 'alice2'];
const THREADS = ['t-1', 't-2', 't-3', 't-4'];
const TENANTS = ['acme', 'umbra'];
const MOMENT = Date.now() - 60_000;

/** A trace as the test knows it. */
interface Known {
  id: Id;
  project: string;
  user: string;
  thread: string;
  tenant: string;
  /** Texts that are in the trace, by the group that shows them. */
  canaries: Partial<Record<FieldGroup, string>>;
}

const traces = new Map<Id, Known>();
let server: TestServer;

const canary = (): string => `canary${randomBytes(9).toString('hex')}`;
const pick = <T>(all: readonly T[]): T => all.at(Math.floor(Math.random() * all.length))!;

function fieldsOf({ user, thread, tenant }: Known): object {
  return { user_id: user, thread_id: thread, metadata: { tenant } };
}

beforeAll(async () => {
  server = await startTestServer({ secret: randomBytes(32).toString('hex') });
  const made = Array.from({ length: 160 }, (): Known => {
    const [project, user, thread, tenant] = [pick(PROJECTS), pick(USERS), pick(THREADS), pick(TENANTS)];
    const canaries = Object.fromEntries(FIELD_GROUPS.map((group) => [group, canary()]));
    return { id: newId(), project, user, thread, tenant, canaries };
  });
  for (const trace of made) traces.set(trace.id, trace);
  const start = (index: number): string => new Date(MOMENT + index).toISOString();
  const bodies = made.map((trace, index) => ({
    id: trace.id,
    project_name: trace.project,
    name: 'trace',
    start_time: start(index),
    input: { question: trace.canaries.conversation },
    tags: [trace.canaries.metadata],
    error_info: { exception_type: 'E', message: trace.canaries.errors, traceback: canary() },
    ...fieldsOf(trace),
  }));
  await server.call('POST', 'private/traces/batch', { traces: bodies });
  const spans = made.map((trace, index) => ({
    id: newId(),
    trace_id: trace.id,
    project_name: trace.project,
    name: 'span',
    type: 'llm',
    start_time: start(index),
    output: { answer: trace.canaries.steps },
    model: trace.canaries.usage,
    usage: { total_tokens: 3 },
  }));
  await server.call('POST', 'private/spans/batch', { spans });
  const scores = made.map(({ id, canaries }) => ({
    id,
    name: 'note',
    value: 1,
    source: 'ui',
    reason: canaries.scores,
  }));
  await server.call('PUT', 'private/traces/feedback-scores', { scores });
  // A third of the traces change their user, their thread or their tenant, and some are deleted.
  for (const trace of made.filter((_, index) => index % 3 === 0)) {
    trace.user = pick(USERS);
    trace.thread = pick(THREADS);
    trace.tenant = pick(TENANTS);
    await server.call('PATCH', `private/traces/${trace.id}`, { project_name: trace.project, ...fieldsOf(trace) });
  }
  const deleted = made.filter((_, index) => index % 17 === 0).map(({ id }) => id);
  await server.call('POST', 'private/traces/delete', { ids: deleted });
  for (const id of deleted) traces.delete(id);
});
afterAll(() => server[Symbol.asyncDispose]());

/** What a token shows: the conditions of its scope, and its groups of fields. */
interface Shown {
  project: string;
  conditions: { trace?: Id; thread?: string; user?: string; tenant?: string };
  show: FieldGroup[];
}

const shownArbitrary: fc.Arbitrary<Shown> = fc.record({
  project: fc.constantFrom(...PROJECTS),
  conditions: fc
    .record(
      {
        trace: fc.nat().map((n) => [...traces.keys()].at(n % traces.size)!),
        thread: fc.constantFrom(...THREADS),
        user: fc.constantFrom(...USERS),
        tenant: fc.constantFrom(...TENANTS),
      },
      { requiredKeys: [] },
    )
    .filter((conditions) => Object.keys(conditions).length > 0),
  show: fc.uniqueArray(fc.constantFrom(...FIELD_GROUPS)),
});

type Ask =
  | { view: 'list'; limit: number; thread?: string | undefined; project: string }
  | { view: 'trace' | 'bodies' | 'feedback'; index: number }
  | { view: 'thread'; thread: string; project: string }
  | { view: 'series'; project: string }
  | { view: 'projects' };

const askArbitrary: fc.Arbitrary<Ask> = fc.oneof(
  fc.record({
    view: fc.constant('list' as const),
    limit: fc.integer({ min: 1, max: 100 }),
    thread: fc.option(fc.constantFrom(...THREADS), { nil: undefined }),
    project: fc.constantFrom(...PROJECTS),
  }),
  fc.record({ view: fc.constantFrom('trace' as const, 'bodies' as const, 'feedback' as const), index: fc.nat(500) }),
  fc.record({
    view: fc.constant('thread' as const),
    thread: fc.constantFrom(...THREADS),
    project: fc.constantFrom(...PROJECTS),
  }),
  fc.record({ view: fc.constant('series' as const), project: fc.constantFrom(...PROJECTS) }),
  fc.record({ view: fc.constant('projects' as const) }),
);

/** Returns the traces that a token shows, newest first. */
function visible({ project, conditions: { trace, thread, user, tenant } }: Shown): Known[] {
  return [...traces.values()]
    .filter(
      (each) =>
        each.project === project &&
        (trace === undefined || each.id === trace) &&
        (thread === undefined || each.thread === thread) &&
        (user === undefined || each.user === user) &&
        (tenant === undefined || each.tenant === tenant),
    )
    .toReversed();
}

async function answerTo(token: string, path: string, body?: object): Promise<{ status: number; text: string }> {
  const response = await fetch(`${server.url}/api/v1/view/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

/** Sends a request, and compares its answer with what the token shows. */
async function check(shown: Shown, ask: Ask): Promise<void> {
  const { tenant, ...conditions } = shown.conditions;
  const options: EmbedTokenOptions = {
    subject: shown.conditions.user ?? 'somebody',
    project: shown.project,
    ...conditions,
    ...(tenant !== undefined && { filter: `metadata.tenant = "${tenant}"` }),
    show: shown.show,
  };
  const token = await server.vitrine.embed.token(options);
  const seen = visible(shown);
  const isSeen = (id: Id): boolean => seen.some((trace) => trace.id === id);
  const texts: string[] = [];
  const read = async (path: string, body?: object): Promise<{ status: number; text: string }> => {
    const answer = await answerTo(token, path, body);
    texts.push(answer.text);
    return answer;
  };
  switch (ask.view) {
    case 'list': {
      const expected = seen.filter(({ thread }) => ask.thread === undefined || thread === ask.thread);
      const found: Id[] = [];
      let total = 0;
      const query = `project_name=${ask.project}&limit=${ask.limit}${ask.thread ? `&thread_id=${ask.thread}` : ''}`;
      for (let cursor: string | null = ''; cursor !== null;) {
        const { status, text } = await read(`traces?${query}${cursor ? `&cursor=${cursor}` : ''}`);
        expect(status).toBe(ask.project === shown.project ? 200 : 404);
        if (status === 404) return;
        const view = JSON.parse(text) as TracesView;
        found.push(...view.traces.map(({ id }) => id));
        ({ total, next_cursor: cursor } = view);
        if (found.length > traces.size) break;
      }
      expect([found, total]).toEqual([expected.map(({ id }) => id), expected.length]);
      break;
    }
    case 'trace':
    case 'bodies':
    case 'feedback': {
      const id = [...traces.keys()].at(ask.index % traces.size)!;
      if (ask.view === 'trace') expect((await read(`traces/${id}`)).status).toBe(isSeen(id) ? 200 : 404);
      else if (ask.view === 'bodies') {
        const { text } = await read(`traces/${id}/bodies`, { ids: [id] });
        expect((JSON.parse(text) as { bodies: object[] }).bodies).toHaveLength(isSeen(id) ? 1 : 0);
      } else if (isSeen(id)) {
        expect((await read(`feedback?trace_id=${id}&name=note`)).status).toBe(200);
      }
      break;
    }
    case 'thread': {
      const turns = seen.filter(({ thread }) => thread === ask.thread).toReversed();
      const { status, text } = await read(`thread?project_name=${ask.project}&thread_id=${ask.thread}`);
      const isThere = ask.project === shown.project && turns.length > 0;
      expect(status).toBe(isThere ? 200 : 404);
      if (!isThere) break;
      const view = JSON.parse(text) as ThreadView;
      expect([view.turns.map(({ trace_id }) => trace_id), view.turn_total]).toEqual([
        turns.map(({ id }) => id),
        turns.length,
      ]);
      break;
    }
    case 'series': {
      const { status, text } = await read(`series?project_name=${ask.project}&metric=trace_count&interval=day`);
      expect(status).toBe(ask.project === shown.project ? 200 : 404);
      if (status === 404) break;
      const { lines } = JSON.parse(text) as SeriesView;
      const sum = lines.flatMap(({ values }) => values).reduce((total: number, value) => total + (value ?? 0), 0);
      expect(sum).toBe(seen.length);
      break;
    }
    case 'projects': {
      const { projects } = JSON.parse((await read('projects')).text) as ProjectsView;
      expect(projects.map(({ name, trace_count }) => [name, trace_count])).toEqual([[shown.project, seen.length]]);
    }
  }
  // No text of a trace, or of a group of fields, that the token hides.
  const answer = texts.join();
  for (const [id, { canaries }] of traces) {
    const groups = Object.entries(canaries) as [FieldGroup, string][];
    const leaked = groups.filter(
      ([group, text]) => answer.includes(text) && !(isSeen(id) && shown.show.includes(group)),
    );
    expect(leaked).toEqual([]);
  }
}

test(`${REQUESTS} random requests with random tokens show what their scopes contain, and no byte more`, async () => {
  const samples = fc.sample(fc.tuple(shownArbitrary, askArbitrary), REQUESTS);
  let next = 0;
  const work = async (): Promise<void> => {
    for (let sample = samples[next++]; sample; sample = samples[next++]) {
      await check(...sample).catch((error: unknown) => {
        throw new Error(`failed for ${JSON.stringify(sample)}`, { cause: error });
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}, 600_000);
