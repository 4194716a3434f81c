import { THREAD_KEYS } from '@vitrine/core/model';
import { Mastra } from '@mastra/core';
import { Agent, type ToolsInput } from '@mastra/core/agent';
import { createTool } from '@mastra/core/tools';
import { createStep, createWorkflow } from '@mastra/core/workflows';
import { Observability } from '@mastra/observability';
import { MockLanguageModelV3, simulateReadableStream } from 'ai-6/test';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Gate } from '../gate.fixture.ts';
import { Recording } from '../recording.fixture.ts';
import { vitrineExporter } from './vitrine-exporter.ts';

type Streamed = Awaited<ReturnType<MockLanguageModelV3['doStream']>>;
type Chunk = Streamed['stream'] extends ReadableStream<infer T> ? T : never;

const usage = {
  inputTokens: { total: 100, noCache: 30, cacheRead: 60, cacheWrite: 10 },
  outputTokens: { total: 50, text: 20, reasoning: 30 },
};

type Said = string | [toolName: string, input: object][];

function toolCallsOf(answer: [toolName: string, input: object][]) {
  return answer.map(([toolName, input], i) => {
    return { type: 'tool-call' as const, toolCallId: `call-${i}`, toolName, input: JSON.stringify(input) };
  });
}

function chunksOf(answer: Said): Chunk[] {
  if (typeof answer !== 'string') return toolCallsOf(answer);
  const words = answer.split(' ').map((delta): Chunk => ({ type: 'text-delta', id: '1', delta }));
  return [{ type: 'text-start', id: '1' }, ...words, { type: 'text-end', id: '1' }];
}

const response = { id: 'response-1', modelId: 'gpt-x-2026', timestamp: new Date() };

/** A model that returns the next answer on each call: text, or tool calls. */
function modelOf(...answers: (Said | Error)[]): MockLanguageModelV3 {
  const next = () => {
    const answer = answers.shift();
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error('no answer left');
    const unified = typeof answer === 'string' ? ('stop' as const) : ('tool-calls' as const);
    return { answer, finishReason: { unified, raw: unified } };
  };
  return new MockLanguageModelV3({
    provider: 'openai.chat',
    modelId: 'gpt-x',
    doGenerate: async () => {
      const { answer, finishReason } = next();
      const content = typeof answer === 'string' ? [{ type: 'text' as const, text: answer }] : toolCallsOf(answer);
      return { content, finishReason, usage, warnings: [], response };
    },
    doStream: async () => {
      const { answer, finishReason } = next();
      const chunks: Chunk[] = [
        { type: 'stream-start', warnings: [] },
        { type: 'response-metadata', ...response },
        ...chunksOf(answer),
        { type: 'finish', finishReason, usage },
      ];
      return { stream: simulateReadableStream({ chunks, chunkDelayInMs: 2 }) };
    },
  });
}

const inputSchema = z.object({ a: z.number() });

let recording: Recording;

beforeEach(() => {
  recording = new Recording();
});

describe.each(['exporter', 'bridge'] as const)('vitrineExporter as the %s', (way) => {
  const observabilityOf = (config: object = {}) => {
    const vitrine = vitrineExporter(recording.client);
    const place = way === 'exporter' ? { exporters: [vitrine] } : { exporters: [], bridge: vitrine };
    return new Observability({ configs: { vitrine: { serviceName: 'test', ...config, ...place } } });
  };
  const add = createTool({
    id: 'add',
    description: 'Adds one.',
    inputSchema,
    execute: async ({ a }) => ({ sum: a + 1 }),
  });
  const agentOf = (model: MockLanguageModelV3, tools: ToolsInput = { add }, config?: object) => {
    const agent = new Agent({ id: 'calc', name: 'calculator', instructions: 'Be brief.', model, tools, maxRetries: 0 });
    return new Mastra({ agents: { agent }, logger: false, observability: observabilityOf(config) }).getAgent('agent');
  };
  const drawn = [
    'trace calculator',
    ['agent calculator', ['step step 1', ['llm gpt-x'], ['tool add']], ['step step 2', ['llm gpt-x']]],
  ];

  it.each(THREAD_KEYS)('reads the thread from %s of the tracing metadata', async (key) => {
    await agentOf(modelOf('Two.')).generate('One and one?', { tracingOptions: { metadata: { [key]: 't-1' } } });
    expect((await recording.traces())[0]?.thread_id).toBe('t-1');
  });

  it('records an agent as steps with their model call and tools', async () => {
    const { text } = await agentOf(modelOf([['add', { a: 1 }]], 'It is two.')).generate('One and one?', {
      memory: { thread: 'th-1', resource: 'u-1' },
      tracingOptions: { metadata: { plan: 'free' }, tags: ['mine'] },
    });
    expect(text).toBe('It is two.');
    expect(await recording.outline()).toEqual([drawn]);
    expect((await recording.traces())[0]).toMatchObject({
      input: { messages: [{ role: 'user', content: 'One and one?' }] },
      output: 'It is two.',
      thread_id: 'th-1',
      tags: ['mine'],
      metadata: { plan: 'free' },
    });
    expect(await recording.span('add')).toMatchObject({
      input: { a: 1 },
      output: { sum: 2 },
      metadata: { toolCallId: 'call-0' },
    });
    expect(await recording.span('calculator')).toMatchObject({
      metadata: { instructions: 'Be brief.', tools: ['add'] },
    });
    expect(await recording.span('gpt-x')).toMatchObject({
      type: 'llm',
      model: 'gpt-x-2026',
      provider: 'openai',
      input: {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'One and one?' },
        ],
      },
      output: { toolCalls: [{ toolCallId: 'call-0', toolName: 'add', args: { a: 1 } }] },
      metadata: { finishReason: 'tool-calls', tools: ['add'] },
    });
  });

  it('counts each token once, with Mastra’s own totals, also if inferences are excluded', async () => {
    for (const config of [{}, { excludeSpanTypes: ['model_inference'] }]) {
      recording = new Recording();
      const agent = agentOf(modelOf([['add', { a: 1 }]], 'two'), { add }, config);
      const { totalUsage } = await agent.generate('x');
      const ledgers = (await recording.spans()).flatMap((span) => (span.ledger == null ? [] : [span.ledger]));
      expect(ledgers).toHaveLength(2);
      const sum = (part: keyof (typeof ledgers)[0]) =>
        ledgers.reduce((total, ledger) => total + (ledger[part] ?? 0), 0);
      expect(sum('input') + sum('cache_read') + sum('cache_write')).toBe(totalUsage.inputTokens);
      expect(sum('output') + sum('reasoning')).toBe(totalUsage.outputTokens);
      expect(sum('cache_read')).toBe(totalUsage.cachedInputTokens);
      expect(sum('reasoning')).toBe(totalUsage.reasoningTokens);
    }
    expect(await recording.outline()).toEqual([
      ['trace calculator', ['agent calculator', ['llm gpt-x', ['tool add']], ['llm gpt-x']]],
    ]);
  });

  it('records a stream with the time to its first token', async () => {
    const stream = await agentOf(modelOf('a b c'), {}).stream('x');
    let text = '';
    for await (const part of stream.textStream) text += part;
    expect(text).toBe('abc');
    expect(await stream.totalUsage).toMatchObject({ inputTokens: 100 });
    expect(await recording.outline()).toEqual([
      ['trace calculator', ['agent calculator', ['step step 1', ['llm gpt-x']]]],
    ]);
    const span = await recording.span('gpt-x');
    expect(span.ttft).toBeGreaterThanOrEqual(0);
    expect(span.output).toEqual({ text: 'abc' });
  });

  it('ends all open spans if the reader leaves, and if the call is aborted', async () => {
    const abandoned = await agentOf(modelOf('a b c d e f'), {}).stream('x');
    for await (const part of abandoned.textStream) {
      expect(part).toBe('a');
      break;
    }
    const abort = new AbortController();
    const aborted = await agentOf(modelOf('a b c d e f'), {}).stream('y', { abortSignal: abort.signal });
    for await (const part of aborted.textStream) if (part === 'a') abort.abort();
    await expect.poll(async () => JSON.stringify(await recording.outline())).not.toContain('…');
    expect(JSON.stringify(await recording.outline())).toContain('llm gpt-x');
  });

  it('marks a failed tool, and a failed model with its parents', async () => {
    const broken = createTool({
      id: 'broken',
      description: 'Breaks.',
      inputSchema,
      execute: async () => {
        throw new TypeError('the tool broke');
      },
    });
    await agentOf(modelOf([['broken', { a: 1 }]], 'sorry'), { broken }).generate('x');
    await expect(agentOf(modelOf(new RangeError('no model')), {}).generate('y')).rejects.toThrow('no model');
    const [first, second] = await recording.outline();
    expect(first).toEqual([
      'trace calculator',
      ['agent calculator', ['step step 1', ['llm gpt-x'], ['tool broken!']], ['step step 2', ['llm gpt-x']]],
    ]);
    expect(second?.[0]).toBe('trace calculator!');
    expect(JSON.stringify(second)).not.toContain('…');
    expect((await recording.span('broken')).error_info).toMatchObject({
      message: expect.stringContaining('the tool broke'),
    });
  });

  it('records a workflow as steps with their agents', async () => {
    const agent = agentOf(modelOf('hello'), {});
    const schema = z.object({ q: z.string() });
    const ask = createStep({
      id: 'ask',
      inputSchema: schema,
      outputSchema: schema,
      execute: async ({ inputData, tracingContext }) => ({
        q: (await agent.generate(inputData.q, { ...(tracingContext && { tracingContext }) })).text,
      }),
    });
    const flow = createWorkflow({ id: 'flow', inputSchema: schema, outputSchema: schema }).then(ask).commit();
    const mastra = new Mastra({ workflows: { flow }, logger: false, observability: observabilityOf() });
    const run = await mastra.getWorkflow('flow').createRun();
    expect(await run.start({ inputData: { q: 'x' } })).toMatchObject({ status: 'success', result: { q: 'hello' } });
    expect(await recording.outline()).toEqual([
      ['trace flow', ['chain flow', ['step ask', ['agent calculator', ['step step 1', ['llm gpt-x']]]]]],
    ]);
    expect((await recording.traces())[0]).toMatchObject({ input: { q: 'x' }, output: { q: 'hello' } });
  });

  it('nests in the current span', async () => {
    await recording.client.track(async function answer() {
      await agentOf(modelOf('hello'), {}).generate('x');
    })();
    expect(await recording.outline()).toEqual([
      ['trace answer', ['general answer', ['agent calculator', ['step step 1', ['llm gpt-x']]]]],
    ]);
  });

  it('keeps parallel agents and tools apart', async () => {
    const added = new Gate(2);
    const slow = createTool({
      id: 'slow',
      description: 'Slow.',
      inputSchema,
      execute: async ({ a }) => (await added.opened, { a }),
    });
    const quick = createTool({
      id: 'add',
      description: 'Adds.',
      inputSchema,
      execute: async ({ a }) => (added.open(), { sum: a + 1 }),
    });
    const one = () =>
      agentOf(
        modelOf(
          [
            ['slow', { a: 7 }],
            ['add', { a: 1 }],
          ],
          'x',
        ),
        { slow, add: quick },
      ).generate('x');
    await Promise.all([one(), one()]);
    const agent = [
      'agent calculator',
      ['step step 1', ['llm gpt-x'], ['tool slow'], ['tool add']],
      ['step step 2', ['llm gpt-x']],
    ];
    expect(await recording.outline()).toEqual([
      ['trace calculator', agent],
      ['trace calculator', agent],
    ]);
  });
});

it('the bridge nests what a tool’s code records, and the agents that it calls', async () => {
  const { client } = recording;
  const vitrine = vitrineExporter(client);
  const observability = new Observability({
    // The bridge is also an exporter; each span is recorded once.
    configs: { vitrine: { serviceName: 'test', exporters: [vitrine], bridge: vitrine } },
  });
  const look = client.track({ kind: 'retrieval' }, async function look() {});
  const helper = new Agent({ id: 'helper', name: 'helper', instructions: '-', model: modelOf('inner') });
  const ask = createTool({
    id: 'ask',
    description: 'Asks.',
    inputSchema: z.object({}),
    execute: async () => {
      await look();
      return { text: (await helper.generate('y')).text };
    },
  });
  const desk = new Agent({
    id: 'desk',
    name: 'desk',
    instructions: '-',
    model: modelOf([['ask', {}]], 'done'),
    tools: { ask },
  });
  const mastra = new Mastra({ agents: { desk, helper }, logger: false, observability });
  await mastra.getAgent('desk').generate('x');
  expect(await recording.outline()).toEqual([
    [
      'trace desk',
      [
        'agent desk',
        [
          'step step 1',
          ['llm gpt-x'],
          ['tool ask', ['retrieval look'], ['agent helper', ['step step 1', ['llm gpt-x']]]],
        ],
        ['step step 2', ['llm gpt-x']],
      ],
    ],
  ]);
});

it('scores traces and spans by Mastra’s ids', async () => {
  const vitrine = vitrineExporter(recording.client);
  const observability = new Observability({ configs: { vitrine: { serviceName: 'test', exporters: [vitrine] } } });
  const desk = new Agent({ id: 'desk', name: 'desk', instructions: '-', model: modelOf('hello') });
  const mastra = new Mastra({ agents: { desk }, logger: false, observability });
  const { traceId = '' } = await mastra.getAgent('desk').generate('x');
  await vitrine.addScoreToTrace({ traceId, score: 0.5, scorerName: 'tone', reason: 'flat' });
  await vitrine.addScoreToTrace({ traceId: 'unknown', score: 1, scorerName: 'tone' });
  const [trace] = await recording.traces();
  expect(recording.memory.scores).toMatchObject([{ id: trace?.id, name: 'tone', value: 0.5, reason: 'flat' }]);
});
