import { setImmediate } from 'node:timers/promises';
import { THREAD_KEYS } from '@vitrine/core/model';
import { generateText, isStepCount, registerTelemetry, streamText, tool } from 'ai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Gate } from '../gate.fixture.ts';
import { Recording } from '../recording.fixture.ts';
import type { AiSdkOptions } from './call-source.ts';
import { add, calls, fail, modelOf, textAnswer, streamOf } from './models.fixture.ts';
import { vitrineTelemetry } from './vitrine-telemetry.ts';

let recording: Recording;

function register(options?: AiSdkOptions): void {
  registerTelemetry(vitrineTelemetry(recording.client, options));
}

beforeEach(() => {
  recording = new Recording();
});

afterEach(() => {
  globalThis.AI_SDK_TELEMETRY_INTEGRATIONS = [];
});

const stopWhen = isStepCount(5);
const onError = (): void => {};

describe('generateText', () => {
  it('records an agent as steps with their model call and tools', async () => {
    register();
    await generateText({
      model: modelOf(calls(['add', { a: 1 }]), textAnswer('two')),
      tools: { add },
      instructions: 'Be brief.',
      prompt: 'One and one?',
      stopWhen,
      telemetry: { functionId: 'calculator' },
    });
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
      metadata: { operation: 'ai.generateText', functionId: 'calculator' },
    });
    expect(await recording.span('add')).toMatchObject({ type: 'tool', input: { a: 1 }, output: 2 });
  });

  it('records a call without tools as a model call only', async () => {
    register();
    await generateText({ model: modelOf(textAnswer('hello')), prompt: 'hi', temperature: 0.5, maxOutputTokens: 20 });
    expect(await recording.outline()).toEqual([['trace generateText', ['llm gpt-x']]]);
    expect(await recording.span('gpt-x')).toMatchObject({
      type: 'llm',
      model: 'gpt-x-2026',
      provider: 'openai',
      input: { messages: [{ role: 'user', content: 'hi' }] },
      output: { text: 'hello' },
      metadata: {
        parameters: { temperature: 0.5, maxOutputTokens: 20 },
        finishReason: 'stop',
        responseId: 'response-1',
      },
    });
  });

  it('counts each token once, with the AI SDK’s own totals', async () => {
    register();
    const { totalUsage } = await generateText({
      model: modelOf(calls(['add', { a: 1 }]), textAnswer('two')),
      tools: { add },
      prompt: 'x',
      stopWhen,
    });
    const ledgers = (await recording.spans()).flatMap((span) => (span.ledger == null ? [] : [span.ledger]));
    expect(ledgers).toHaveLength(2);
    const sum = (part: keyof (typeof ledgers)[0]) => ledgers.reduce((total, ledger) => total + (ledger[part] ?? 0), 0);
    expect(sum('input')).toBe(totalUsage.inputTokenDetails.noCacheTokens);
    expect(sum('cache_read')).toBe(totalUsage.inputTokenDetails.cacheReadTokens);
    expect(sum('cache_write')).toBe(totalUsage.inputTokenDetails.cacheWriteTokens);
    expect(sum('input') + sum('cache_read') + sum('cache_write')).toBe(totalUsage.inputTokens);
    expect(sum('output')).toBe(totalUsage.outputTokenDetails.textTokens);
    expect(sum('output') + sum('reasoning')).toBe(totalUsage.outputTokens);
    expect((await recording.span('gpt-x')).usage).toEqual({
      prompt_tokens: 100,
      completion_tokens: 50,
      total_tokens: 150,
      cache_read_input_tokens: 60,
      cache_creation_input_tokens: 10,
      reasoning_tokens: 30,
    });
  });

  it('records parallel tools as siblings of the model call', async () => {
    register();
    const inputSchema = z.object({ a: z.number() });
    const added = new Gate();
    const slow = tool({ inputSchema, execute: async ({ a }) => (await added.opened, a) });
    const quick = tool({ inputSchema, execute: async ({ a }) => (added.open(), a + 1) });
    await generateText({
      model: modelOf(calls(['slow', { a: 7 }], ['add', { a: 1 }]), textAnswer('done')),
      tools: { slow, add: quick },
      prompt: 'x',
      stopWhen,
    });
    const [[, [, step]]] = (await recording.outline()) as never as [[string, [string, unknown[]]]];
    expect(step).toEqual(['step step 1', ['llm gpt-x'], ['tool slow'], ['tool add']]);
    expect(await recording.span('slow')).toMatchObject({ input: { a: 7 }, output: 7 });
    expect(await recording.span('add')).toMatchObject({ input: { a: 1 }, output: 2 });
  });

  it('marks the failed tool, but not the call that goes on', async () => {
    register();
    await generateText({
      model: modelOf(calls(['fail', { a: 1 }]), textAnswer('sorry')),
      tools: { fail },
      prompt: 'x',
      stopWhen,
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
    register();
    const thrown = new RangeError('no model');
    const call = generateText({
      model: modelOf(calls(['add', { a: 1 }]), thrown),
      tools: { add },
      prompt: 'x',
      maxRetries: 0,
      stopWhen,
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
    register();
    const look = recording.client.track({ kind: 'retrieval' }, async function look() {
      await setImmediate();
    });
    const ask = tool({
      inputSchema: z.object({}),
      execute: async () => {
        await look();
        return (await generateText({ model: modelOf(textAnswer('inner')), prompt: 'sub' })).text;
      },
    });
    await generateText({
      model: modelOf(calls(['ask', {}]), textAnswer('outer')),
      tools: { ask },
      prompt: 'x',
      stopWhen,
    });
    expect(await recording.outline()).toEqual([
      [
        'trace generateText',
        [
          'agent agent',
          ['step step 1', ['llm gpt-x'], ['tool ask', ['retrieval look'], ['llm gpt-x']]],
          ['step step 2', ['llm gpt-x']],
        ],
      ],
    ]);
  });

  it('nests a call in the current span, without a trace of its own', async () => {
    register();
    const answer = recording.client.track(async function answer() {
      await generateText({ model: modelOf(textAnswer('a')), prompt: 'x' });
      await generateText({ model: modelOf(textAnswer('b')), tools: { add }, prompt: 'x' });
    });
    await answer();
    expect(await recording.outline()).toEqual([
      ['trace answer', ['general answer', ['llm gpt-x'], ['agent agent', ['step step 1', ['llm gpt-x']]]]],
    ]);
  });

  it('reads the thread from its option, otherwise from the runtime context', async () => {
    register();
    await generateText({
      model: modelOf(textAnswer('a')),
      prompt: 'x',
      runtimeContext: { sessionId: 's-1' },
      telemetry: { includeRuntimeContext: { sessionId: true } },
    });
    globalThis.AI_SDK_TELEMETRY_INTEGRATIONS = [];
    register({ threadId: (event) => `thread-of-${event.functionId}` });
    await generateText({ model: modelOf(textAnswer('a')), prompt: 'x', telemetry: { functionId: 'f' } });
    expect((await recording.traces()).map((trace) => trace.thread_id)).toEqual(['s-1', 'thread-of-f']);
  });

  it.each(THREAD_KEYS)('reads the thread from %s of the runtime context', async (key) => {
    register();
    await generateText({
      model: modelOf(textAnswer('a')),
      prompt: 'x',
      runtimeContext: { [key]: 't-1' },
      telemetry: { includeRuntimeContext: { [key]: true } },
    });
    expect((await recording.traces())[0]?.thread_id).toBe('t-1');
  });

  it('records no inputs and outputs if the call’s telemetry excludes them', async () => {
    register();
    await generateText({
      model: modelOf(calls(['add', { a: 987654321 }]), textAnswer('secret answer')),
      tools: { add },
      prompt: 'secret question',
      stopWhen,
      telemetry: { recordInputs: false, recordOutputs: false },
    });
    await recording.client.flush();
    const sent = recording.memory.requests.map(({ body }) => body).join();
    expect(sent).not.toMatch(/secret|98765432/);
    expect((await recording.outline())[0]?.[1]).toEqual([
      'agent agent',
      ['step step 1', ['llm gpt-x'], ['tool add']],
      ['step step 2', ['llm gpt-x']],
    ]);
  });

  it('records a call once if an integration is registered twice', async () => {
    register();
    register();
    await generateText({ model: modelOf(textAnswer('a')), prompt: 'x' });
    expect(await recording.outline()).toEqual([['trace generateText', ['llm gpt-x']]]);
  });

  it('records nothing of a call whose telemetry is off', async () => {
    register();
    await generateText({ model: modelOf(textAnswer('a')), prompt: 'x', telemetry: { isEnabled: false } });
    expect(await recording.outline()).toEqual([]);
  });
});

describe('streamText', () => {
  it('records a stream with the time to its first token', async () => {
    register();
    const { textStream } = streamText({ model: streamOf(['a', 'b', 'c'], 5), prompt: 'x' });
    let text = '';
    for await (const part of textStream) text += part;
    expect(text).toBe('abc');
    expect(await recording.outline()).toEqual([['trace streamText', ['llm gpt-x']]]);
    const [trace] = await recording.traces();
    const span = await recording.span('gpt-x');
    expect(trace?.output).toBe('abc');
    expect(span).toMatchObject({ output: { text: 'abc' }, ledger: { input: 30, reasoning: 30 } });
    expect(span.ttft).toBeGreaterThan(0);
    expect(trace?.ttft).toBeGreaterThanOrEqual(span.ttft ?? Infinity);
  });

  it('ends all open spans if a stream is aborted', async () => {
    register();
    const abort = new AbortController();
    const { textStream } = streamText({
      model: streamOf(['a', 'b', 'c', 'd'], 20),
      tools: { add },
      prompt: 'x',
      abortSignal: abort.signal,
    });
    for await (const part of textStream) if (part === 'a') abort.abort();
    expect(await recording.outline()).toEqual([
      ['trace streamText!', ['agent agent!', ['step step 1!', ['llm gpt-x!']]]],
    ]);
    expect((await recording.traces())[0]?.error_info).toMatchObject({ exception_type: 'AbortError' });
  });

  it('ends a stream that the reader leaves when the model ends it', async () => {
    register();
    for await (const part of streamText({ model: streamOf(['a', 'b', 'c']), tools: { add }, prompt: 'x' }).textStream) {
      expect(part).toBe('a');
      break;
    }
    const ended = ['trace streamText', ['agent agent', ['step step 1', ['llm gpt-x']]]];
    await expect.poll(() => recording.outline()).toEqual([ended]);
    expect((await recording.traces())[0]?.output).toBe('abc');
  });

  it('marks a stream whose model fails, before it and during it', async () => {
    register();
    const failing = streamText({
      model: streamOf([], 0, [{ type: 'error', error: new Error('at once') }]),
      prompt: 'x',
      maxRetries: 0,
      onError,
    });
    await failing.consumeStream();
    const error = { type: 'error' as const, error: new Error('broke') };
    await streamText({ model: streamOf(['a'], 1, [error]), prompt: 'x', onError }).consumeStream();
    expect(await recording.outline()).toEqual([
      ['trace streamText!', ['llm gpt-x!']],
      ['trace streamText!', ['llm gpt-x!']],
    ]);
  });
});
