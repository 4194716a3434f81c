import { THREAD_KEYS } from '@vitrine/core/model';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Gate } from '../gate.fixture.ts';
import { Recording } from '../recording.fixture.ts';
import { majors, tools } from './majors.fixture.ts';
import { vitrineTracer } from './vitrine-tracer.ts';

const { add, fail } = tools;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

describe.each(majors)('vitrineTracer with the AI SDK %s', (_major, ai) => {
  const { calls, modelOf, textAnswer, streamOf, generateText, streamText } = ai;
  const stopWhen = ai.stepCountIs(5);
  const onError = (): void => {};
  let recording: Recording;
  let experimental_telemetry: { isEnabled: true; tracer: ReturnType<typeof vitrineTracer> };

  beforeEach(() => {
    recording = new Recording();
    experimental_telemetry = { isEnabled: true, tracer: vitrineTracer(recording.client) };
  });

  it('records an agent as steps with their model call and tools', async () => {
    const { text } = await generateText({
      model: modelOf(calls(['add', { a: 1 }]), textAnswer('two')),
      tools: { add },
      system: 'Be brief.',
      prompt: 'One and one?',
      stopWhen,
      experimental_telemetry: {
        ...experimental_telemetry,
        functionId: 'calculator',
        metadata: { sessionId: 's-1', plan: 'free', tags: ['mine'] },
      },
    });
    expect(text).toBe('two');
    expect(await recording.outline()).toEqual([
      [
        'trace calculator',
        ['agent calculator', ['step step 1', ['llm gpt-x'], ['tool add']], ['step step 2', ['llm gpt-x']]],
      ],
    ]);
    expect((await recording.traces())[0]).toMatchObject({
      input: {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'One and one?' },
        ],
      },
      output: 'two',
      thread_id: 's-1',
      tags: ['mine'],
      metadata: { operation: 'ai.generateText', functionId: 'calculator', runtimeContext: { plan: 'free' } },
    });
    expect(await recording.span('add')).toMatchObject({ type: 'tool', input: { a: 1 }, output: 2 });
    expect(await recording.span('gpt-x')).toMatchObject({
      output: { toolCalls: [{ toolCallId: 'call-0', toolName: 'add', input: { a: 1 } }] },
    });
  });

  it('records a call without tools as a model call only', async () => {
    await generateText({
      model: modelOf(textAnswer('hello')),
      prompt: 'hi',
      temperature: 0.5,
      maxOutputTokens: 20,
      experimental_telemetry,
    });
    expect(await recording.outline()).toEqual([['trace generateText', ['llm gpt-x']]]);
    expect(await recording.span('gpt-x')).toMatchObject({
      type: 'llm',
      model: 'gpt-x-2026',
      provider: 'openai',
      input: { messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }] },
      output: { text: 'hello' },
      metadata: {
        parameters: { temperature: 0.5, maxOutputTokens: 20 },
        finishReason: 'stop',
        responseId: 'response-1',
      },
    });
  });

  it.each(THREAD_KEYS)('reads the thread from %s of the telemetry metadata', async (key) => {
    const telemetry = { ...experimental_telemetry, metadata: { [key]: 't-1' } };
    await generateText({ model: modelOf(textAnswer('hello')), prompt: 'hi', experimental_telemetry: telemetry });
    expect((await recording.traces())[0]?.thread_id).toBe('t-1');
  });

  it('counts each token once, with the AI SDK’s own totals', async () => {
    const generated = await generateText({
      model: modelOf(calls(['add', { a: 1 }]), textAnswer('two')),
      tools: { add },
      prompt: 'x',
      stopWhen,
      experimental_telemetry,
    });
    const streamed = streamText({ model: streamOf(['a']), prompt: 'x', experimental_telemetry });
    await streamed.consumeStream();
    const ledgers = (await recording.spans()).flatMap((span) => (span.ledger == null ? [] : [span.ledger]));
    expect(ledgers).toHaveLength(3);
    const sum = (part: keyof (typeof ledgers)[0]) => ledgers.reduce((total, ledger) => total + (ledger[part] ?? 0), 0);
    const [one, other] = [generated.totalUsage, await streamed.totalUsage];
    const totalOf = (name: 'inputTokens' | 'outputTokens' | 'cachedInputTokens' | 'reasoningTokens') =>
      (one[name] ?? 0) + (other[name] ?? 0);
    expect(totalOf('cachedInputTokens')).toBe(180);
    expect(sum('input') + sum('cache_read') + sum('cache_write')).toBe(totalOf('inputTokens'));
    expect(sum('cache_read')).toBe(totalOf('cachedInputTokens'));
    expect(sum('reasoning')).toBe(totalOf('reasoningTokens'));
    expect(sum('output') + sum('reasoning')).toBe(totalOf('outputTokens'));
    expect((await recording.span('gpt-x')).usage).toMatchObject({
      prompt_tokens: 100,
      completion_tokens: 50,
      total_tokens: 150,
      cache_read_input_tokens: 60,
      reasoning_tokens: 30,
    });
  });

  it('keeps parallel tools and parallel calls apart', async () => {
    const inputSchema = z.object({ a: z.number() });
    const added = new Gate();
    const slow = ai.tool({ inputSchema, execute: async ({ a }) => (await added.opened, a) });
    const quick = ai.tool({ inputSchema, execute: async ({ a }) => (added.open(), a + 1) });
    const one = () =>
      generateText({
        model: modelOf(calls(['slow', { a: 7 }], ['add', { a: 1 }]), textAnswer('done')),
        tools: { slow, add: quick },
        prompt: 'x',
        stopWhen,
        experimental_telemetry,
      });
    await Promise.all([one(), generateText({ model: modelOf(textAnswer('a')), prompt: 'y', experimental_telemetry })]);
    expect(await recording.outline()).toEqual([
      [
        'trace generateText',
        ['agent agent', ['step step 1', ['llm gpt-x'], ['tool slow'], ['tool add']], ['step step 2', ['llm gpt-x']]],
      ],
      ['trace generateText', ['llm gpt-x']],
    ]);
    expect(await recording.span('slow')).toMatchObject({ input: { a: 7 }, output: 7 });
  });

  it('marks the failed tool, but not the call that goes on', async () => {
    await generateText({
      model: modelOf(calls(['fail', { a: 1 }]), textAnswer('sorry')),
      tools: { fail },
      prompt: 'x',
      stopWhen,
      experimental_telemetry,
    });
    expect(await recording.outline()).toEqual([
      [
        'trace generateText',
        ['agent agent', ['step step 1', ['llm gpt-x'], ['tool fail!']], ['step step 2', ['llm gpt-x']]],
      ],
    ]);
    expect((await recording.span('fail')).error_info).toMatchObject({
      exception_type: 'TypeError',
      message: 'the tool broke',
    });
  });

  it('ends all open spans if the model fails, and throws the model’s error', async () => {
    const thrown = new RangeError('no model');
    const call = generateText({
      model: modelOf(calls(['add', { a: 1 }]), thrown),
      tools: { add },
      prompt: 'x',
      maxRetries: 0,
      stopWhen,
      experimental_telemetry,
    });
    await expect(call).rejects.toBe(thrown);
    expect(await recording.outline()).toEqual([
      [
        'trace generateText!',
        ['agent agent!', ['step step 1', ['llm gpt-x'], ['tool add']], ['step step 2!', ['llm gpt-x!']]],
      ],
    ]);
    expect((await recording.traces())[0]?.error_info).toMatchObject({
      exception_type: 'RangeError',
      message: 'no model',
    });
  });

  it('nests what a tool calls and tracks in the tool', async () => {
    const { client } = recording;
    const look = client.track({ kind: 'retrieval' }, async function look() {
      await setImmediate();
    });
    const ask = ai.tool({
      inputSchema: z.object({}),
      execute: async () => {
        await look();
        return (await generateText({ model: modelOf(textAnswer('inner')), prompt: 'sub', experimental_telemetry }))
          .text;
      },
    });
    await client.track(async function answer() {
      const model = modelOf(calls(['ask', {}]), textAnswer('outer'));
      await generateText({ model, tools: { ask }, prompt: 'x', stopWhen, experimental_telemetry });
    })();
    expect(await recording.outline()).toEqual([
      [
        'trace answer',
        [
          'general answer',
          [
            'agent agent',
            ['step step 1', ['llm gpt-x'], ['tool ask', ['retrieval look'], ['llm gpt-x']]],
            ['step step 2', ['llm gpt-x']],
          ],
        ],
      ],
    ]);
  });

  it('records no inputs and outputs if the call’s telemetry excludes them', async () => {
    await generateText({
      model: modelOf(calls(['add', { a: 987654321 }]), textAnswer('secret answer')),
      tools: { add },
      prompt: 'secret question',
      stopWhen,
      experimental_telemetry: { ...experimental_telemetry, recordInputs: false, recordOutputs: false },
    });
    await recording.client.flush();
    expect(recording.memory.requests.map(({ body }) => body).join()).not.toMatch(/secret|98765432/);
    expect((await recording.outline())[0]?.[1]?.[0]).toBe('agent agent');
  });

  it('records objects, and embeddings without their vectors', async () => {
    await ai.generateObject({
      model: modelOf(textAnswer('{"celsius":14}')),
      schema: z.object({ celsius: z.number() }),
      prompt: 'x',
      experimental_telemetry,
    });
    await ai.embed({ model: ai.embedder, value: 'rain', experimental_telemetry });
    await ai.embedMany({ model: ai.embedder, values: ['rain', 'sun'], experimental_telemetry });
    expect(await recording.outline()).toEqual([
      ['trace generateObject', ['llm gpt-x']],
      ['trace embed', ['embedding gpt-x']],
      ['trace embedMany', ['embedding gpt-x']],
    ]);
    const traces = await recording.traces();
    expect(traces.map((trace) => trace.output)).toEqual([
      { celsius: 14 },
      { embeddings: 1, dimensions: 3 },
      { embeddings: 2, dimensions: 3 },
    ]);
    const [, embedded] = await recording.spans();
    expect(embedded).toMatchObject({ input: { value: 'rain' }, ledger: { input: 4 } });
  });

  describe('streamText', () => {
    it('records a stream with the time to its first token', async () => {
      const { textStream } = streamText({ model: streamOf(['a', 'b', 'c'], 5), prompt: 'x', experimental_telemetry });
      let text = '';
      for await (const part of textStream) text += part;
      expect(text).toBe('abc');
      await expect.poll(() => recording.outline()).toEqual([['trace streamText', ['llm gpt-x']]]);
      const [trace] = await recording.traces();
      const span = await recording.span('gpt-x');
      expect(trace?.output).toBe('abc');
      expect(span).toMatchObject({ output: { text: 'abc' }, ledger: { cache_read: 60, reasoning: 30 } });
      expect(span.ttft).toBeGreaterThan(0);
      expect(trace?.ttft).toBeGreaterThanOrEqual(span.ttft ?? Infinity);
    });

    it('ends all open spans if a stream is aborted', async () => {
      const abort = new AbortController();
      const { textStream } = streamText({
        model: streamOf(['a', 'b', 'c', 'd'], 20),
        tools: { add },
        prompt: 'x',
        abortSignal: abort.signal,
        experimental_telemetry,
        onError,
      });
      for await (const part of textStream) if (part === 'a') abort.abort();
      await expect.poll(async () => JSON.stringify(await recording.outline())).not.toContain('…');
      expect(JSON.stringify(await recording.outline())).toContain('agent agent');
    });

    it('ends a stream that the reader leaves, at the latest when it is garbage collected', async () => {
      const readOne = async (words: string[]) => {
        const { textStream } = streamText({
          model: streamOf(words, 0),
          tools: { add },
          prompt: 'x',
          experimental_telemetry,
        });
        for await (const part of textStream) {
          expect(part).toBe('word');
          break;
        }
      };
      await readOne(['word', 'word']);
      await readOne(Array.from({ length: 500 }, () => 'word'));
      const abandoned = ['trace streamText', ['agent agent', ['step step 1', ['llm gpt-x']]]];
      const outline = async () => {
        collect();
        return await recording.outline();
      };
      await expect.poll(outline).toEqual([abandoned, abandoned]);
    });

    it('marks a stream whose model fails, before it and during it', async () => {
      const failing = streamText({
        model: modelOf(new Error('at once')),
        prompt: 'x',
        maxRetries: 0,
        onError,
        experimental_telemetry,
      });
      await failing.consumeStream({ onError });
      const error = { type: 'error', error: new Error('broke') };
      await streamText({
        model: streamOf(['a'], 1, [error]),
        prompt: 'x',
        onError,
        experimental_telemetry,
      }).consumeStream({ onError });
      await expect
        .poll(() => recording.outline())
        .toEqual([
          ['trace streamText!', ['llm gpt-x!']],
          ['trace streamText!', ['llm gpt-x!']],
        ]);
    });
  });

  it('ignores calls whose telemetry is off, and spans of other names', async () => {
    const { tracer } = experimental_telemetry;
    await generateText({
      model: modelOf(textAnswer('a')),
      prompt: 'x',
      experimental_telemetry: { isEnabled: false, tracer },
    });
    expect(tracer.startActiveSpan('other', (span) => span.setAttribute('a', 1).updateName('b').isRecording())).toBe(
      true,
    );
    tracer.startSpan('ai.toolCall', { attributes: { 'ai.operationId': 'ai.toolCall' } }).end();
    expect(await recording.outline()).toEqual([]);
  });
});
