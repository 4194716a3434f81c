import { generateText, isStepCount, registerTelemetry, streamText, tool } from 'ai';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Recording } from '../recording.fixture.ts';
import { captureAiSdk } from './capture-ai-sdk.ts';
import { add, calls, fail, modelOf, textAnswer, streamOf } from './models.fixture.ts';
import { vitrineTelemetry } from './vitrine-telemetry.ts';

let recording: Recording;
let stop: () => void;

beforeEach(() => {
  recording = new Recording();
  stop = captureAiSdk(recording.client);
});

afterEach(() => {
  stop();
  globalThis.AI_SDK_TELEMETRY_INTEGRATIONS = [];
});

const stopWhen = isStepCount(5);

/** Telemetry of a call with an integration of its own, which only the diagnostics channel reports. */
const elsewhere = { integrations: [] };

describe('captureAiSdk', () => {
  it('records calls without telemetry settings', async () => {
    await generateText({
      model: modelOf(calls(['add', { a: 1 }]), textAnswer('two')),
      tools: { add },
      prompt: 'x',
      stopWhen,
    });
    const stream = streamText({ model: streamOf(['a', 'b']), prompt: 'x' });
    expect(await stream.text).toBe('ab');
    expect(await recording.outline()).toEqual([
      [
        'trace generateText',
        ['agent agent', ['step step 1', ['llm gpt-x'], ['tool add']], ['step step 2', ['llm gpt-x']]],
      ],
      ['trace streamText', ['llm gpt-x']],
    ]);
    expect((await recording.traces()).map((trace) => trace.output)).toEqual(['two', 'ab']);
  });

  it('records each call once if the telemetry is registered too, in either order', async () => {
    registerTelemetry(vitrineTelemetry(recording.client));
    stop();
    const other = captureAiSdk(recording.client);
    const inner = tool({
      inputSchema: z.object({}),
      execute: async () => (await generateText({ model: modelOf(textAnswer('inner')), prompt: 'y' })).text,
    });
    await generateText({
      model: modelOf(calls(['inner', {}]), textAnswer('done')),
      tools: { inner },
      prompt: 'x',
      stopWhen,
    });
    other();
    expect(await recording.outline()).toEqual([
      [
        'trace generateText',
        ['agent agent', ['step step 1', ['llm gpt-x'], ['tool inner', ['llm gpt-x']]], ['step step 2', ['llm gpt-x']]],
      ],
    ]);
    expect((await recording.span('gpt-x')).ledger).toEqual({
      input: 30,
      cache_read: 60,
      cache_write: 10,
      output: 20,
      reasoning: 30,
    });
  });

  it('records a call once if two clients capture it, with the first one', async () => {
    const second = new Recording();
    const stopSecond = captureAiSdk(second.client);
    await generateText({ model: modelOf(textAnswer('a')), prompt: 'x' });
    stopSecond();
    expect([...(await recording.outline()), ...(await second.outline())]).toEqual([
      ['trace generateText', ['llm gpt-x']],
    ]);
  });

  it('records calls with integrations of their own from the diagnostics channel', async () => {
    const look = recording.client.track(async function look() {
      return 1;
    });
    const inner = tool({
      inputSchema: z.object({}),
      execute: async () => {
        await look();
        return (await generateText({ model: modelOf(textAnswer('inner')), prompt: 'y', telemetry: elsewhere })).text;
      },
    });
    await generateText({
      model: modelOf(calls(['inner', {}], ['fail', { a: 1 }]), textAnswer('done')),
      tools: { inner, fail },
      prompt: 'x',
      stopWhen,
      telemetry: elsewhere,
    });
    expect(await recording.outline()).toEqual([
      [
        'trace generateText',
        [
          'agent agent',
          ['step step 1', ['llm gpt-x'], ['tool inner', ['general look'], ['llm gpt-x']], ['tool fail!']],
          ['step step 2', ['llm gpt-x']],
        ],
      ],
    ]);
    expect((await recording.traces())[0]?.output).toBe('done');
    expect(await recording.span('gpt-x')).toMatchObject({
      output: { toolCalls: [{ toolCallId: 'call-0', toolName: 'inner', input: {} }, { toolName: 'fail' }] },
      ledger: { input: 30, cache_read: 60, cache_write: 10, output: 20, reasoning: 30 },
      provider: 'openai',
    });
  });

  it('ends the spans of calls from the diagnostics channel if they fail, and of their streams', async () => {
    const failing = generateText({
      model: modelOf(new RangeError('no')),
      prompt: 'x',
      maxRetries: 0,
      telemetry: elsewhere,
    });
    await expect(failing).rejects.toThrow('no');
    await streamText({ model: streamOf(['a']), prompt: 'x', telemetry: elsewhere }).consumeStream();
    expect(await recording.outline()).toEqual([
      ['trace generateText!', ['llm gpt-x!']],
      ['trace streamText', ['llm gpt-x']],
    ]);
  });

  it('records nothing after it is stopped', async () => {
    stop();
    await generateText({ model: modelOf(textAnswer('a')), prompt: 'x' });
    expect(await recording.outline()).toEqual([]);
  });
});
