import { THREAD_KEYS } from '@vitrine/core/model';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as agents from '@openai/agents';
import OpenAI from 'openai';
import * as agents08 from 'openai-agents-0.8';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ProviderServer, events, json, noAnswer } from '../model-calls/provider-server.fixture.ts';
import {
  chatUsage,
  chunks,
  completion,
  ledger,
  messageItem,
  response,
  responseEvents,
} from '../openai/openai.fixture.ts';
import { trackOpenAI } from '../openai/track-openai.ts';
import { Recording } from '../recording.fixture.ts';
import { vitrineTracingProcessor } from './vitrine-tracing-processor.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

let endpoint: ProviderServer;
let recording: Recording;

const textAnswer = (text: string) => json(response([messageItem(text)]));

const calls = (...names: string[]) =>
  json(
    response(
      names.map((name, index) => ({
        type: 'function_call',
        id: `fc_${index}`,
        call_id: `call-${index}`,
        name,
        arguments: '{}',
        status: 'completed',
      })),
    ),
  );

describe.each([
  ['0.8', agents08 as unknown as typeof agents, false],
  ['0.20', agents, true],
])('@openai/agents %s', (_version, sdk, hasTurns) => {
  let openai: OpenAI;

  /** Newer versions have spans of turns too. */
  const turn = (number: number, ...inside: unknown[]): unknown[] =>
    hasTurns ? [[`step turn ${number}`, ...inside]] : inside;

  const runner = (useResponses = true) =>
    new sdk.Runner({ modelProvider: new sdk.OpenAIProvider({ openAIClient: openai, useResponses }) });

  const tool = (name: string, execute: () => unknown) =>
    sdk.tool({ name, description: 'Does it.', parameters: z.object({}), execute: async () => String(await execute()) });

  beforeEach(async () => {
    endpoint = await ProviderServer.start();
    recording = new Recording();
    // The SDK traces nothing if NODE_ENV is `test`.
    sdk.setTracingDisabled(false);
    sdk.setTraceProcessors([vitrineTracingProcessor(recording.client)]);
    openai = new OpenAI({ apiKey: 'none', baseURL: `${endpoint.url}/v1`, maxRetries: 0 });
  });

  afterEach(async () => {
    sdk.setTraceProcessors([]);
    await endpoint.close();
  });

  it('records an agent as turns with their model calls and tools', async () => {
    const look = recording.client.track(async function look() {
      return 'on its way';
    });
    const agent = new sdk.Agent({
      name: 'support',
      instructions: 'Be brief.',
      model: 'gpt-5',
      tools: [tool('find_order', look), tool('find_customer', () => '{"id":7}')],
    });
    const settings = { instructions: 'Be brief.', temperature: 0.5 };
    endpoint.reply(calls('find_order', 'find_customer'), json(response([messageItem('It is on its way.')], settings)));
    const { finalOutput } = await runner().run(agent, 'Where is my order?');
    expect(finalOutput).toBe('It is on its way.');
    const model = ['llm gpt-5-2025-08-07'];
    expect(await recording.outline()).toEqual([
      [
        'trace Agent workflow',
        [
          'agent support',
          ...turn(1, model, ['tool find_order', ['general look']], ['tool find_customer']),
          ...turn(2, model),
        ],
      ],
    ]);
    expect((await recording.traces()).at(0)?.output).toMatchObject([{ content: [{ text: 'It is on its way.' }] }]);
    expect(await recording.span('support')).toMatchObject({
      output: [{ content: [{ text: 'It is on its way.' }] }],
      metadata: { tools: ['find_order', 'find_customer'] },
    });
    expect(await recording.span('find_customer')).toMatchObject({ type: 'tool', input: {}, output: { id: 7 } });
    const [first, second] = (await recording.spans()).filter(({ kind }) => kind === 'llm');
    expect(second).toMatchObject({
      input: {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Where is my order?' },
          { type: 'function_call', name: 'find_order' },
          { type: 'function_call', name: 'find_customer' },
          { type: 'function_call_output', name: 'find_order', call_id: 'call-0', output: 'on its way' },
          { type: 'function_call_output', name: 'find_customer' },
        ],
      },
      metadata: { parameters: { temperature: 0.5 }, finishReason: 'completed' },
    });
    expect(first).toMatchObject({ model: 'gpt-5-2025-08-07', provider: 'openai', type: 'llm' });
    expect(first?.output).toMatchObject([{ type: 'function_call', name: 'find_order' }, { name: 'find_customer' }]);
  });

  it('counts each token once, in the model calls', async () => {
    endpoint.reply(calls('noop'), textAnswer('done'));
    const agent = new sdk.Agent({ name: 'counter', model: 'gpt-5', tools: [tool('noop', () => 1)] });
    const { state } = await runner().run(agent, 'x');
    const counted = (await recording.spans()).filter((span) => span.ledger !== undefined);
    expect(counted.map((span) => span.ledger)).toEqual([ledger, ledger]);
    const total = counted.reduce((sum, { usage }) => sum + (usage?.['total_tokens'] ?? 0), 0);
    expect(total).toBe(state._context.usage.totalTokens);
  });

  it.each([true, false])('counts the tokens of a tracked client once (Responses API: %s)', async (useResponses) => {
    trackOpenAI(openai, recording.client);
    endpoint.reply(useResponses ? textAnswer('Hi.') : json(completion({ content: 'Hi.' })));
    await runner(useResponses).run(new sdk.Agent({ name: 'greeter', model: 'gpt-5' }), 'Hello?');
    expect(await recording.outline()).toEqual([
      ['trace Agent workflow', ['agent greeter', ...turn(1, ['llm gpt-5' + (useResponses ? '-2025-08-07' : '')])]],
    ]);
    const counted = (await recording.spans()).filter((span) => span.ledger !== undefined);
    expect(counted.map((span) => span.ledger)).toEqual([ledger]);
  });

  it('counts the calls of a tracked client in a tool', async () => {
    trackOpenAI(openai, recording.client);
    const ask = () => openai.chat.completions.create({ model: 'gpt-x', messages: [{ role: 'user', content: 'y' }] });
    endpoint.reply(calls('ask'), json(completion({ content: 'inner' })), textAnswer('done'));
    await runner().run(new sdk.Agent({ name: 'desk', model: 'gpt-5', tools: [tool('ask', ask)] }), 'x');
    expect(await recording.outline()).toEqual([
      [
        'trace Agent workflow',
        [
          'agent desk',
          ...turn(1, ['llm gpt-5-2025-08-07'], ['tool ask', ['llm gpt-x']]),
          ...turn(2, ['llm gpt-5-2025-08-07']),
        ],
      ],
    ]);
  });

  it('records the Chat Completions API, streamed too', async () => {
    endpoint.reply(json(completion({ content: 'Hi.' })), events(chunks(['Hel', 'lo.'], { usage: true })));
    const agent = new sdk.Agent({ name: 'greeter', model: 'gpt-5', modelSettings: { temperature: 0.5 } });
    await runner(false).run(agent, 'Hello?');
    const stream = await runner(false).run(agent, 'Hello?', { stream: true });
    await stream.completed;
    const models = (await recording.spans()).filter(({ kind }) => kind === 'llm');
    expect(models).toHaveLength(2);
    for (const span of models) {
      expect(span).toMatchObject({
        provider: 'openai',
        input: { messages: [{ role: 'user', content: 'Hello?' }] },
        usage: { prompt_tokens: chatUsage.prompt_tokens, completion_tokens: chatUsage.completion_tokens },
      });
    }
    expect(models.at(0)).toMatchObject({ name: 'gpt-5', metadata: { parameters: { temperature: 0.5 } } });
    expect(JSON.stringify(models.map(({ output }) => output))).toMatch(/Hi\..*Hello\./);
  });

  it('records streams of the Responses API', async () => {
    endpoint.reply(events(responseEvents(['Hel', 'lo.']), { named: true }));
    const read = await runner().run(new sdk.Agent({ name: 'greeter', model: 'gpt-5' }), 'Hello?', { stream: true });
    let text = '';
    for await (const part of read.toTextStream()) text += part;
    await read.completed;
    expect(text).toBe('Hello.');
    expect(await recording.outline()).toEqual([
      ['trace Agent workflow', ['agent greeter', ...turn(1, ['llm gpt-5-2025-08-07'])]],
    ]);
    expect((await recording.spans()).find(({ kind }) => kind === 'llm')?.ledger).toEqual(ledger);
  });

  it('ends an abandoned stream, at the latest when it is garbage collected', async () => {
    endpoint.reply(events(responseEvents(['Hel', 'lo.'], { isCut: true }), { named: true, end: 'open' }));
    const leave = async () => {
      const stream = await runner().run(new sdk.Agent({ name: 'greeter', model: 'gpt-5' }), 'Hello?', { stream: true });
      for await (const _event of stream) break;
    };
    await leave();
    await expect
      .poll(async () => {
        collect();
        return JSON.stringify(await recording.outline());
      })
      .not.toContain('…');
  });

  it('records handoffs, and agents that are tools of agents', async () => {
    const clerk = new sdk.Agent({ name: 'clerk', model: 'gpt-5' });
    const helper = new sdk.Agent({ name: 'helper', model: 'gpt-5' });
    const desk = new sdk.Agent({
      name: 'desk',
      model: 'gpt-5',
      handoffs: [clerk],
      tools: [helper.asTool({ toolName: 'ask_helper', toolDescription: 'Asks.' })],
    });
    const asks = json(
      response([
        {
          type: 'function_call',
          id: 'f',
          call_id: 'c',
          name: 'ask_helper',
          arguments: '{"input":"who?"}',
          status: 'completed',
        },
      ]),
    );
    endpoint.reply(asks, textAnswer('the clerk'), calls('transfer_to_clerk'), textAnswer('I am the clerk.'));
    const { finalOutput } = await runner().run(desk, 'Help!');
    expect(finalOutput).toBe('I am the clerk.');
    const model = ['llm gpt-5-2025-08-07'];
    expect(await recording.outline()).toEqual([
      [
        'trace Agent workflow',
        [
          'agent desk',
          ...turn(1, model, ['tool ask_helper', ['agent helper', ...turn(1, model)]]),
          ...turn(2, model, ['general handoff to clerk']),
        ],
        ['agent clerk', ...turn(hasTurns ? 3 : 1, model)],
      ],
    ]);
    const [trace] = await recording.traces();
    expect(trace?.output).toMatchObject([{ content: [{ text: 'I am the clerk.' }] }]);
    expect(trace?.input).toMatchObject({ messages: [{ role: 'user', content: 'Help!' }] });
  });

  it('records guardrails, and marks the agent whose guardrail was triggered', async () => {
    const agent = new sdk.Agent({
      name: 'careful',
      model: 'gpt-5',
      inputGuardrails: [
        {
          name: 'no refunds',
          execute: async () => ({ tripwireTriggered: true, outputInfo: {} }),
          runInParallel: false,
        },
      ],
    });
    endpoint.reply(textAnswer('never seen'));
    await expect(runner().run(agent, 'Refund!')).rejects.toThrow(sdk.InputGuardrailTripwireTriggered);
    const [[trace, [name]]] = (await recording.outline()) as never as [[string, [string]]];
    expect([trace, name]).toEqual(['trace Agent workflow!', 'agent careful!']);
    expect(await recording.span('no refunds')).toMatchObject({ type: 'guardrail', output: { triggered: true } });
  });

  it('marks failed tools and models, and throws their errors', async () => {
    const agent = new sdk.Agent({
      name: 'unlucky',
      model: 'gpt-5',
      tools: [
        tool('break', () => {
          throw new TypeError('it broke');
        }),
      ],
    });
    endpoint.reply(calls('break'), json({ error: { message: 'Overloaded.' } }, 500));
    await expect(runner().run(agent, 'x')).rejects.toMatchObject({ status: 500 });
    const drawn = JSON.stringify(await recording.outline());
    expect(drawn).toContain('tool break!');
    expect(drawn).toMatch(/llm model!/);
    expect(drawn).not.toContain('…');
    expect((await recording.span('break')).error_info?.message).toMatch(/^Error running tool/);
  });

  it('ends all open spans if a run is aborted', async () => {
    endpoint.reply(noAnswer);
    const abort = new AbortController();
    const call = runner().run(new sdk.Agent({ name: 'slow', model: 'gpt-5' }), 'x', { signal: abort.signal });
    setImmediate(() => abort.abort());
    await expect(call).rejects.toThrow();
    expect(JSON.stringify(await recording.outline())).not.toContain('…');
  });

  it('nests a run in the current span, and joins the runs in withTrace to one trace with the group as thread', async () => {
    const agent = new sdk.Agent({ name: 'greeter', model: 'gpt-5' });
    endpoint.reply(textAnswer('a'), textAnswer('b'), textAnswer('c'));
    const answer = recording.client.track(async function answer() {
      await runner().run(agent, 'x');
    });
    await answer();
    await sdk.withTrace(
      'both',
      async () => {
        await runner().run(agent, 'y');
        await runner().run(agent, 'z');
      },
      { groupId: 'th-1', metadata: { team: 'x' } },
    );
    const greeter = ['agent greeter', ...turn(1, ['llm gpt-5-2025-08-07'])];
    expect(await recording.outline()).toEqual([
      ['trace answer', ['general answer', greeter]],
      ['trace both', greeter, greeter],
    ]);
    expect((await recording.traces()).at(1)).toMatchObject({ thread_id: 'th-1', metadata: { team: 'x' } });
  });

  it.each(THREAD_KEYS)('reads the thread from %s of the metadata of a run without a group', async (key) => {
    endpoint.reply(textAnswer('a'));
    const agent = new sdk.Agent({ name: 'greeter', model: 'gpt-5' });
    await sdk.withTrace('run', async () => runner().run(agent, 'x'), { metadata: { [key]: 't-1' } });
    expect((await recording.traces())[0]?.thread_id).toBe('t-1');
  });

  it('records a run once if a client has two processors', async () => {
    sdk.addTraceProcessor(vitrineTracingProcessor(recording.client));
    endpoint.reply(textAnswer('a'));
    await runner().run(new sdk.Agent({ name: 'greeter', model: 'gpt-5' }), 'x');
    expect(await recording.traces()).toHaveLength(1);
    expect((await recording.spans()).filter(({ kind }) => kind === 'agent')).toHaveLength(1);
  });

  it('records no inputs and outputs if its option excludes them', async () => {
    sdk.setTraceProcessors([vitrineTracingProcessor(recording.client, { includeContent: false })]);
    endpoint.reply(calls('tell'), textAnswer('secret answer'));
    const agent = new sdk.Agent({ name: 'greeter', model: 'gpt-5', tools: [tool('tell', () => 'secret result')] });
    await runner().run(agent, 'secret question');
    await recording.client.flush();
    expect(recording.memory.requests.map(({ body }) => body).join()).not.toContain('secret');
    expect(JSON.stringify(await recording.outline())).toContain('tool tell');
    expect((await recording.spans()).filter((span) => span.ledger !== undefined)).toHaveLength(2);
  });
});

it('records no content that a run excludes from its traces', async () => {
  const local = await ProviderServer.start();
  recording = new Recording();
  agents.setTracingDisabled(false);
  agents.setTraceProcessors([vitrineTracingProcessor(recording.client)]);
  local.reply(textAnswer('secret answer'));
  const openAIClient = new OpenAI({ apiKey: 'none', baseURL: `${local.url}/v1` });
  const modelProvider = new agents.OpenAIProvider({ openAIClient, useResponses: true });
  const quiet = new agents.Runner({ modelProvider, traceIncludeSensitiveData: false });
  await quiet.run(new agents.Agent({ name: 'greeter', model: 'gpt-5' }), 'secret question');
  await recording.client.flush();
  await local.close();
  expect(recording.memory.requests.map(({ body }) => body).join()).not.toContain('secret');
  expect(JSON.stringify(await recording.outline())).toContain('agent greeter');
});
