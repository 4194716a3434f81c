import * as ai7 from 'ai';
import * as test7 from 'ai/test';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Recording } from '../recording.fixture.ts';
import { captureAiSdk } from './capture-ai-sdk.ts';
import { majors } from './majors.fixture.ts';
import { vitrineTelemetry } from './vitrine-telemetry.ts';
import { vitrineTracer } from './vitrine-tracer.ts';
import * as ai6 from 'ai-6';
import * as test6 from 'ai-6/test';
import * as ai5 from 'ai-5';
import * as test5 from 'ai-5/test';

type Part = Record<string, unknown>;

interface Streamed {
  stream: ReadableStream<Part>;
}

/** One version of the AI SDK, and how its calls are recorded. */
interface Sdk {
  sdk: typeof ai7;
  /** Makes a model with a stream for each of its calls. */
  model: (doStream: (call: { abortSignal?: AbortSignal }) => Promise<Streamed>) => ai7.LanguageModel;
  finish: (reason: string) => Part;
  /** Returns the options with which calls are recorded. */
  recorded: (recording: Recording) => object;
}

const flatUsage = { inputTokens: 100, outputTokens: 50, totalTokens: 150 };
const usage = {
  inputTokens: { total: 100, noCache: 100, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 50, text: 50, reasoning: 0 },
};
const details = { provider: 'openai.chat', modelId: 'gpt-x' };
const telemetry6 = (recording: Recording) => ({
  experimental_telemetry: { isEnabled: true, tracer: vitrineTracer(recording.client) },
});
let stopCapture: (() => void) | undefined;

const SDKS: [name: string, sdk: Sdk][] = [
  [
    '5',
    {
      sdk: ai5 as never,
      model: (doStream) => new test5.MockLanguageModelV2({ ...details, doStream: doStream as never }),
      finish: (finishReason) => ({ type: 'finish', finishReason, usage: flatUsage }),
      recorded: telemetry6,
    },
  ],
  [
    '6',
    {
      sdk: ai6 as never,
      model: (doStream) => new test6.MockLanguageModelV3({ ...details, doStream: doStream as never }),
      finish: (unified) => ({ type: 'finish', finishReason: { unified, raw: unified }, usage }),
      recorded: telemetry6,
    },
  ],
  [
    '7',
    {
      sdk: ai7,
      model: (doStream) => new test7.MockLanguageModelV4({ ...details, doStream: doStream as never }),
      finish: (unified) => ({ type: 'finish', finishReason: { unified, raw: unified }, usage }),
      recorded: ({ client }) => ({ telemetry: { integrations: [vitrineTelemetry(client)] } }),
    },
  ],
  [
    '7 by its diagnostics channel',
    {
      sdk: ai7,
      model: (doStream) => new test7.MockLanguageModelV4({ ...details, doStream: doStream as never }),
      finish: (unified) => ({ type: 'finish', finishReason: { unified, raw: unified }, usage }),
      recorded({ client }) {
        stopCapture = captureAiSdk(client);
        return { telemetry: { integrations: [{}] } };
      },
    },
  ],
];

const text = (...deltas: string[]): Part[] => [
  { type: 'stream-start', warnings: [] },
  { type: 'response-metadata', id: 'response-1', modelId: 'gpt-x-2026' },
  { type: 'reasoning-start', id: 'r' },
  { type: 'reasoning-delta', id: 'r', delta: 'Hm.' },
  { type: 'reasoning-end', id: 'r' },
  { type: 'text-start', id: 't' },
  ...deltas.map((delta) => ({ type: 'text-delta', id: 't', delta })),
];
const toolCall: Part = { type: 'tool-call', toolCallId: 'call-0', toolName: 'add', input: '{"a":1}' };

/** Returns a stream of parts that then ends, breaks, or stays open. */
function streamOf(parts: Part[], end: 'close' | 'break' | 'open' = 'close') {
  const rest = [...parts];
  return ({ abortSignal }: { abortSignal?: AbortSignal }): Streamed => {
    const stream = new ReadableStream<Part>(
      {
        pull(controller) {
          const part = rest.shift();
          if (part !== undefined) return controller.enqueue(part);
          if (end === 'close') return controller.close();
          if (end === 'break') return controller.error(new TypeError('terminated'));
          // The body of a request that is aborted fails.
          return new Promise((_resolve, reject) => {
            abortSignal?.addEventListener('abort', () => reject(abortSignal.reason as Error), { once: true });
          });
        },
      },
      { highWaterMark: 0 },
    );
    return { stream };
  };
}

const tools = { add: ai7.tool({ inputSchema: z.object({ a: z.number() }), execute: async ({ a }) => a + 1 }) };

describe.each(SDKS)('a stream of the AI SDK %s', (version, { sdk, model, finish, recorded }) => {
  let recording: Recording;

  beforeEach(() => {
    recording = new Recording();
  });
  afterEach(() => {
    stopCapture?.();
    stopCapture = undefined;
    globalThis.AI_SDK_TELEMETRY_INTEGRATIONS = [];
  });

  const stream = (streams: ReturnType<typeof streamOf>[], options: object = {}) =>
    sdk.streamText({
      model: model(async (call) => streams.shift()!(call)),
      prompt: 'x',
      maxRetries: 0,
      onError: () => {},
      ...recorded(recording),
      ...options,
    });

  const isEnded = () => expect.poll(async () => JSON.stringify(await recording.outline())).not.toContain('…');
  const models = async () => (await recording.spans()).filter(({ kind }) => kind === 'llm');

  it('that is aborted keeps the text, and the trace has it too', async () => {
    const abort = new AbortController();
    const { textStream } = stream([streamOf(text('Hel', 'lo'), 'open')], { abortSignal: abort.signal });
    for await (const part of textStream) if (part === 'lo') abort.abort();
    await isEnded();
    expect((await models())[0]).toMatchObject({
      output: { text: 'Hello', reasoning: 'Hm.' },
      error_info: { exception_type: 'AbortError' },
    });
    expect((await recording.traces())[0]).toMatchObject({
      output: 'Hello',
      error_info: { exception_type: 'AbortError' },
    });
  });

  it('that is aborted in its second step keeps the text of that step', async () => {
    const abort = new AbortController();
    const steps = [streamOf([...text(), toolCall, finish('tool-calls')]), streamOf(text('Two'), 'open')];
    const { textStream } = stream(steps, { tools, stopWhen: sdk.stepCountIs(3), abortSignal: abort.signal });
    for await (const part of textStream) if (part === 'Two') abort.abort();
    await isEnded();
    const [first, second] = await models();
    expect(first).toMatchObject({ output: { toolCalls: [{ toolName: 'add', input: { a: 1 } }] } });
    expect(first?.error_info ?? null).toBe(null);
    expect(second).toMatchObject({ output: { text: 'Two' }, error_info: { exception_type: 'AbortError' } });
    expect((await recording.traces())[0]?.output).toBe('Two');
  });

  it('that is aborted after a tool call keeps the call', async () => {
    const abort = new AbortController();
    const call = stream([streamOf([...text('So'), toolCall], 'open')], {
      tools: { add: ai7.tool({ inputSchema: z.object({ a: z.number() }) }) },
      abortSignal: abort.signal,
    });
    for await (const part of call.fullStream) if (part.type === 'tool-call') abort.abort();
    await isEnded();
    expect((await models())[0]).toMatchObject({
      output: { text: 'So', toolCalls: [{ toolCallId: 'call-0', toolName: 'add', input: { a: 1 } }] },
    });
  });

  it('that breaks off keeps the text and has the error', async () => {
    await stream([streamOf(text('Hel', 'lo'), 'break')]).consumeStream({ onError: () => {} });
    await isEnded();
    expect((await models())[0]).toMatchObject({
      output: { text: 'Hello', reasoning: 'Hm.' },
      error_info: { message: 'terminated' },
    });
    expect((await recording.traces())[0]).toMatchObject({ output: 'Hello', error_info: { message: 'terminated' } });
  });

  it('with an error of the provider has its type and message, the text and the usage', async () => {
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    const parts = [...text('Hel', 'lo'), { type: 'error', error }, finish('error')];
    await stream([streamOf(parts)]).consumeStream({ onError: () => {} });
    await isEnded();
    const failed = { error_info: { exception_type: 'overloaded_error', message: 'Overloaded' } };
    expect((await models())[0]).toMatchObject({
      output: { text: 'Hello' },
      ...failed,
      usage: { prompt_tokens: 100, completion_tokens: 50 },
    });
    expect((await recording.traces())[0]).toMatchObject({ output: 'Hello', ...failed });
  });

  it('with an error of the provider at its end has its type and message, and the text', async () => {
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    await stream([streamOf([...text('Hel', 'lo'), { type: 'error', error }])]).consumeStream({ onError: () => {} });
    await isEnded();
    expect((await models())[0]).toMatchObject({
      output: { text: 'Hello' },
      error_info: { exception_type: 'overloaded_error', message: 'Overloaded' },
    });
  });

  it('gives its reader the same parts', async () => {
    const parts = async (options: object) => {
      const seen: unknown[] = [];
      const call = stream([streamOf([...text('Hel', 'lo'), { type: 'text-end', id: 't' }, finish('stop')])], options);
      for await (const part of call.fullStream) seen.push([part.type, (part as { text?: string }).text]);
      return seen;
    };
    const isOff = version.startsWith('7') ? { telemetry: { isEnabled: false } } : { experimental_telemetry: undefined };
    expect(await parts({})).toEqual(await parts(isOff));
    await isEnded();
    expect((await models())[0]).toMatchObject({ output: { text: 'Hello' }, usage: { total_tokens: 150 } });
  });
});

it.each(majors)(
  'a stream of the AI SDK %s without recorded inputs is not recorded when it fails',
  async (_name, sdk) => {
    const recording = new Recording();
    const abort = new AbortController();
    const { textStream } = sdk.streamText({
      model: sdk.streamOf(['secret', ' answer'], 5),
      prompt: 'x',
      abortSignal: abort.signal,
      experimental_telemetry: {
        isEnabled: true,
        tracer: vitrineTracer(recording.client),
        recordInputs: false,
        recordOutputs: false,
      },
    });
    for await (const part of textStream) if (part === 'secret') abort.abort();
    await recording.client.flush();
    expect(recording.memory.requests.map(({ body }) => body).join()).not.toContain('secret');
  },
);
