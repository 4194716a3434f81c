import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  newId,
  type BodiesView,
  type SeriesView,
  type ThreadView,
  type TracesView,
  type TraceView,
} from '@vitrine/core/model';
import express from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FIELD_GROUPS, parseRedaction, type FieldGroup, type Fields } from '../../platform/auth/fields.ts';
import { serverPrincipal } from '../../platform/auth/principal.ts';
import { answerErrors } from '../../platform/http/answer-errors.ts';
import { routerOf } from '../../platform/http/router-of.ts';
import { completeOptions } from '../../server/options.ts';
import { openResources, type Resources } from '../../server/resources.ts';
import { allRoutes } from '../../server/routes.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-fields-'));
const log = pino({ level: 'silent' });
let resources: Resources;
let server: Server;
/** What the caller of the next request sees. */
let fields: Fields | undefined;

beforeAll(async () => {
  resources = openResources(
    completeOptions({ dataDir, auth: 'local', log, secret: `key ${randomBytes(32).toString('hex')}` }),
  );
  await resources.database.health.ready(60_000);
  const app = express();
  const admit = () =>
    Promise.resolve(fields ? { ...serverPrincipal('default', 'customer'), fields } : serverPrincipal('default'));
  const { accounting } = resources;
  app.use(routerOf(allRoutes(resources), { admit, accounting, log, maxBodyBytes: 50 * 2 ** 20 }));
  app.use(answerErrors(log));
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await write();
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await resources.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function call<Answer = { code: number; message: string }>(
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: Answer; text: string }> {
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as Answer, text };
}

const everything = [...FIELD_GROUPS];
const seeing = (show: readonly FieldGroup[], ...rules: string[]): void => {
  fields = { show: new Set(show), redact: rules.map(parseRedaction) };
};
const but = (...hidden: FieldGroup[]): FieldGroup[] => everything.filter((group) => !hidden.includes(group));

const project_name = 'shop';
const thread_id = 'alice';
/** A trace of a question, and one whose input is the system's message alone, as is its preview. */
const [trace, span, prompt] = [newId(), newId(), newId()];
const start_time = new Date(Date.now() - 1_000).toISOString();
const image = `data:image/png;base64,${randomBytes(300_000).toString('base64')}`;
const base64 = image.slice(-100);

const system = { role: 'system', content: 'canary-prompts: be brief' };
const input = { messages: [{ role: 'user', content: 'canary-conversation: where is my order?' }] };

async function write(): Promise<void> {
  fields = undefined;
  const common = {
    project_name,
    start_time,
    end_time: new Date().toISOString(),
    metadata: { tenant: 'canary-metadata', deep: { card_number: 'canary-card', kept: 'neighbour' } },
    tags: ['canary-metadata'],
    error_info: { exception_type: 'CanaryErrors', message: 'canary-errors', traceback: 'canary-stack' },
  };
  await call('POST', 'private/traces/batch', {
    traces: [
      {
        ...common,
        id: trace,
        name: 'chat',
        thread_id,
        environment: 'canary-metadata',
        input,
        output: { text: 'canary-conversation' },
      },
      {
        project_name,
        start_time,
        id: prompt,
        name: 'prompt',
        thread_id,
        input: [system],
        output: { messages: [system] },
      },
    ],
  });
  await call('POST', 'private/spans/batch', {
    spans: [
      {
        ...common,
        id: span,
        trace_id: trace,
        name: 'call',
        type: 'llm',
        model: 'canary-usage',
        provider: 'canary-usage',
        usage: { total_tokens: 987_654_321 },
        total_estimated_cost: 0.4711,
        input: {
          messages: [system, { role: 'user', content: 'canary-steps' }],
          temperature: 0.5,
          tools: ['canary-prompts'],
        },
        output: { text: 'canary-steps', image },
      },
    ],
  });
  const score = { name: 'canary-scores', value: 1, reason: 'canary-scores', source: 'sdk' };
  await call('PUT', `private/traces/${trace}/feedback-scores`, score);
}

const list = `view/traces?project_name=${project_name}`;
const thread = `view/thread?project_name=${project_name}&thread_id=${thread_id}`;

/** Returns the texts of the answers of all views. */
async function everyView(): Promise<string> {
  const query = `project_name=${project_name}&metric=span_count`;
  const answers = [
    await call('GET', 'view/projects'),
    await call('GET', list),
    await call('GET', `view/traces/${trace}`),
    await call('GET', `view/traces/${prompt}`),
    await call('POST', `view/traces/${trace}/bodies`, { ids: [trace, span] }),
    await call('POST', `view/traces/${prompt}/bodies`, { ids: [prompt] }),
    await call('GET', thread),
    await call('GET', `view/series?${query}`),
    await call('GET', `view/feedback?trace_id=${trace}&name=canary-scores`),
  ];
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  return answers.map(({ text }) => text).join('\n');
}

/** Groups of which each answer together has a canary. */
const CANARIES = FIELD_GROUPS.filter((group) => group !== 'attachments' && group !== 'errors');

describe('the views of a caller with fields', () => {
  test.each<[string, FieldGroup[]]>([
    ['nothing', []],
    ...FIELD_GROUPS.map((group): [string, FieldGroup[]] => [group, [group]]),
    ...FIELD_GROUPS.map((group): [string, FieldGroup[]] => [`all but ${group}`, but(group)]),
    ['everything', everything],
  ])('show %s', async (_, show) => {
    seeing(show);
    const text = await everyView();
    for (const group of CANARIES) {
      // Prompts are shown within the fields of other groups.
      const isShown =
        show.includes(group) && (group !== 'prompts' || show.includes('steps') || show.includes('conversation'));
      expect([group, text.includes(`canary-${group}`)]).toEqual([group, isShown]);
    }
    expect(/canary-errors|CanaryErrors/.test(text)).toBe(show.includes('errors'));
    expect(/987654321|"total_estimated_cost":\d/.test(text)).toBe(show.includes('usage'));
    expect(text.includes(base64)).toBe(show.includes('attachments') && show.includes('steps'));
    expect(text).not.toContain('canary-stack');
  });

  test('are whole without fields, stacks included', async () => {
    fields = undefined;
    const text = await everyView();
    for (const group of CANARIES) expect(text).toContain(`canary-${group}`);
    expect(text).toContain('canary-stack');
  });

  test('have messages and previews without prompts', async () => {
    seeing(['conversation']);
    const { traces } = (await call<TracesView>('GET', list)).body;
    const previews = Object.fromEntries(traces.map((row) => [row.name, row.input_preview]));
    expect(previews['chat']).toBe('canary-conversation: where is my order?');
    expect(previews['prompt']).not.toContain('brief');
    const one = (await call<TraceView>('GET', `view/traces/${prompt}`)).body.trace;
    expect(one.input_preview + one.output_preview).not.toContain('brief');
    const { turns } = (await call<ThreadView>('GET', thread)).body;
    expect(turns.map((turn) => turn.input)).toContain('canary-conversation: where is my order?');
    expect(JSON.stringify(turns)).not.toContain('brief');
    fields = undefined;
    expect((await call('GET', list)).text).toContain('be brief');
    expect((await call('GET', thread)).text).toContain('be brief');
  });

  test('redact what rules name, and nothing beside it', async () => {
    seeing(everything, '*.metadata.**.card_number', 'trace.input.messages', 'spans:llm.output.text');
    const { bodies } = (await call<BodiesView>('POST', `view/traces/${trace}/bodies`, { ids: [trace, span] })).body;
    const [ofTrace, ofSpan] = bodies;
    expect(ofTrace).toMatchObject({
      input: { messages: '[redacted]' },
      output: { text: 'canary-conversation' },
      metadata: { tenant: 'canary-metadata', deep: { card_number: '[redacted]', kept: 'neighbour' } },
    });
    expect(ofSpan).toMatchObject({ output: { text: '[redacted]' }, metadata: { deep: { card_number: '[redacted]' } } });
    const view = (await call<TraceView>('GET', `view/traces/${trace}`)).body;
    expect(view.trace).toMatchObject({ input_preview: '[redacted]', output_preview: 'canary-conversation' });
    const { turns } = (await call<ThreadView>('GET', thread)).body;
    expect(turns.find((turn) => turn.trace_id === trace)).toMatchObject({
      input: '[redacted]',
      output: 'canary-conversation',
    });
    expect((await everyView()).includes('canary-card')).toBe(false);
  });

  test('show names in place of files', async () => {
    const read = async () => {
      const { body } = await call<BodiesView>('POST', `view/traces/${trace}/bodies`, { ids: [span] });
      return (body.bodies[0]?.output as { image: string } | undefined)?.image;
    };
    const name = /^data:image\/png;base64,\[output-attachment-1-[0-9a-f]{16}\.png\]$/;
    seeing(everything);
    expect(await read()).toBe(image);
    seeing(but('attachments'));
    expect(await read()).toMatch(name);
    // A field that a rule touches shows no file, and the fields next to it do.
    seeing(everything, 'spans.output.other');
    expect(await read()).toMatch(name);
    seeing(everything, 'spans:tool.output.other', 'spans.input.other');
    expect(await read()).toBe(image);
  });

  test('are the only routes that answer', async () => {
    seeing(everything);
    for (const path of [
      'view/ingest',
      'private/projects',
      `private/traces/${trace}`,
      `private/traces?${list.split('?')[1]}`,
    ]) {
      expect([path, (await call('GET', path)).status]).toEqual([path, 403]);
    }
    const traces = [{ id: newId(), start_time }];
    expect((await call('POST', 'private/traces/batch', { traces })).status).toBe(403);
    const routes = allRoutes(resources).filter(({ shows }) => shows !== undefined);
    expect(routes.map(({ name }) => name).toSorted()).toEqual([
      'deleteFeedback',
      'getFeedback',
      'setFeedback',
      'viewBodies',
      'viewProjects',
      'viewSeries',
      'viewThread',
      'viewTrace',
      'viewTraces',
    ]);
  });
});

describe('a query of what is hidden', () => {
  /** Asserts that a field is accepted, or refused as an unknown one is. */
  const expectFilter = async (
    condition: (field: string) => string,
    field: string,
    isKnown: boolean,
    metric?: string,
  ) => {
    const path = metric ? `view/series?project_name=${project_name}&metric=${metric}` : list;
    const ask = (name: string) => call('GET', `${path}&filters=${encodeURIComponent(condition(name))}`);
    const [name = ''] = field.split('.');
    const unknown = field.replace(name, 'x'.repeat(name.length));
    const [real, other] = [await ask(field), await ask(unknown)];
    expect([field, real.status, other.status]).toEqual([field, isKnown ? 200 : 400, 400]);
    if (!isKnown) expect(real.text).toBe(other.text.replaceAll('x'.repeat(name.length), name));
  };
  const oql = (rest: string) => (field: string) => `${field} ${rest}`;
  const json =
    (operator: string, value: string, key = '') =>
    (field: string) =>
      JSON.stringify([{ field, operator, value, key }]);

  test.each<[field: string, condition: (field: string) => string, needed: FieldGroup[]]>([
    ['name', oql('= "chat"'), []],
    ['thread_id', json('=', thread_id), []],
    ['duration', oql('> 1'), []],
    ['span_count', oql('> 0'), []],
    ['input', oql('contains "a"'), ['conversation', 'prompts']],
    ['output_json', json('=', 'a', 'text'), ['conversation', 'prompts']],
    ['metadata', json('=', 'a', 'tenant'), ['metadata', 'prompts']],
    ['tags', json('contains', 'a'), ['metadata']],
    ['environment', oql('= "a"'), ['metadata']],
    ['total_estimated_cost', oql('> 0'), ['usage']],
    ['error_info', oql('is_empty'), ['errors']],
    ['feedback_scores.quality', oql('> 0'), ['scores']],
    ['span_feedback_scores.quality', oql('> 0'), ['scores']],
  ])('%s of traces is one of an unknown field', async (field, condition, needed) => {
    seeing(needed);
    await expectFilter(condition, field, true);
    for (const group of needed) {
      seeing(but(group));
      await expectFilter(condition, field, false);
      await expectFilter(condition, field, false, 'trace_count');
    }
  });

  test.each<[field: string, condition: (field: string) => string, needed: FieldGroup[]]>([
    ['type', oql('= "llm"'), []],
    ['model', oql('= "a"'), ['usage']],
    ['service_tier', oql('= "a"'), ['usage']],
    ['usage.total_tokens', oql('> 1'), ['usage']],
    ['environment', oql('= "a"'), ['metadata']],
    ['input', oql('contains "a"'), ['steps', 'prompts']],
  ])('%s of spans is one of an unknown field', async (field, condition, needed) => {
    seeing(needed);
    await expectFilter(condition, field, true, 'span_count');
    for (const group of needed) {
      seeing(but(group));
      await expectFilter(condition, field, false, 'span_count');
    }
  });

  test('that no view shows is one of an unknown field', async () => {
    seeing(everything);
    await expectFilter(oql('= "admin"'), 'created_by', false);
    await expectFilter(oql('= "sdk"'), 'source', false);
    await expectFilter(oql('= "sdk"'), 'source', false, 'span_count');
    fields = undefined;
    await expectFilter(oql('= "admin"'), 'created_by', true);
  });

  test('that a rule touches is one of an unknown field', async () => {
    seeing(everything, 'trace.metadata.deep.card_number', 'trace.name', 'spans:tool.input');
    await expectFilter(json('=', 'acme', 'tenant'), 'metadata', false);
    await expectFilter(oql('= "chat"'), 'name', false);
    await expectFilter(oql('contains "a"'), 'input', true);
    await expectFilter(oql('= "call"'), 'name', true, 'span_count');
    await expectFilter(oql('contains "a"'), 'input', false, 'span_count');
  });

  const count = async (search: string, metric?: string): Promise<number> => {
    const query = `search=${encodeURIComponent(search)}`;
    if (!metric) return (await call<TracesView>('GET', `${list}&${query}`)).body.total;
    const { body } = await call<SeriesView>(
      'GET',
      `view/series?project_name=${project_name}&metric=${metric}&${query}`,
    );
    return body.lines.flatMap(({ values }) => values).reduce<number>((sum, value) => sum + (value ?? 0), 0);
  };

  test('by a search finds nothing', async () => {
    seeing(everything);
    expect([await count('where is my'), await count('be brief'), await count('chat')]).toEqual([1, 1, 1]);
    expect([await count('canary-steps', 'span_count'), await count('canary-usage', 'span_count')]).toEqual([1, 1]);
    seeing(but('prompts'));
    expect([await count('where is my'), await count('be brief'), await count('chat')]).toEqual([1, 0, 1]);
    expect([await count('canary-prompts', 'span_count'), await count('call', 'span_count')]).toEqual([0, 1]);
    seeing(but('usage'));
    expect([await count('canary-steps', 'span_count'), await count('canary-usage', 'span_count')]).toEqual([1, 0]);
    seeing(everything, 'trace.name');
    expect([await count('where is my'), await count('chat')]).toEqual([1, 0]);
  });

  test('by a search of hidden bodies is one of an unknown field', async () => {
    const series = `view/series?project_name=${project_name}&search=a&metric=`;
    const refused = async (path: string) => {
      const { status, body } = await call('GET', path);
      expect([path, status, body.message]).toEqual([path, 400, expect.stringMatching(/ha(?:s|ve) no field "search"/)]);
    };
    seeing(but('conversation'));
    await refused(`${list}&search=a`);
    await refused(`${series}trace_count`);
    expect((await call('GET', `${series}span_count`)).status).toBe(200);
    seeing(but('steps'));
    await refused(`${series}span_count`);
    seeing(everything, 'trace.output.text');
    await refused(`${list}&search=a`);
    seeing(everything, 'spans:tool.input');
    await refused(`${series}span_count`);
    expect((await call('GET', `${list}&search=a`)).status).toBe(200);
  });

  test('by metric and group is one of an unknown name', async () => {
    const path = (metric: string, group = '') =>
      `view/series?project_name=${project_name}&metric=${metric}${group && `&group_by=${group}`}`;
    const isLikeUnknown = async (real: string, unknown: string, names: [string, string]) => {
      const [one, other] = [await call('GET', real), await call('GET', unknown)];
      expect([real, one.status, one.text]).toEqual([real, 422, other.text.replaceAll(names[0], names[1])]);
    };
    seeing([]);
    for (const metric of ['total_tokens', 'total_estimated_cost']) {
      await isLikeUnknown(path(metric), path('tokens'), ['"tokens"', `"${metric}"`]);
    }
    for (const group of ['model', 'provider', 'environment', 'source', 'error_type']) {
      await isLikeUnknown(path('span_count', group), path('span_count', 'xxx'), ['xxx', group]);
    }
    for (const metric of ['trace_count', 'trace_error_count', 'trace_duration', 'span_error_count']) {
      expect([metric, (await call('GET', path(metric, 'name'))).status]).toEqual([metric, 200]);
    }
    seeing(['usage', 'metadata', 'errors']);
    for (const group of ['model', 'provider', 'environment', 'error_type']) {
      expect([group, (await call('GET', path('total_tokens', group))).status]).toEqual([group, 200]);
    }
    seeing(everything, 'spans.name', 'spans.error_info.message');
    for (const group of ['name', 'error_type']) expect((await call('GET', path('span_count', group))).status).toBe(422);
    expect((await call('GET', path('trace_count', 'name'))).status).toBe(200);
  });
});
