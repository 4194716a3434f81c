import { setImmediate } from 'node:timers/promises';
import {
  type Context,
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import * as sdk2 from '@opentelemetry/sdk-trace-base';
import * as sdk1 from 'opentelemetry-sdk-trace-base-1';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Recording } from '../recording.fixture.ts';
import { type OtelOptions, vitrineSpanExporter, vitrineSpanProcessor } from './index.ts';

/** Exports that both majors have. */
type Sdk = Pick<typeof sdk2, 'BasicTracerProvider' | 'SimpleSpanProcessor' | 'BatchSpanProcessor'>;
const majors: [name: string, sdk: Sdk][] = [
  ['1', sdk1 as unknown as Sdk],
  ['2', sdk2],
];

let recording: Recording;

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});

afterAll(() => {
  context.disable();
});

beforeEach(() => {
  recording = new Recording();
});

const llm = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-x',
  'gen_ai.input.messages': JSON.stringify([{ role: 'user', content: 'Where is 1042?' }]),
};
const answered = {
  'gen_ai.output.messages': JSON.stringify([{ role: 'assistant', content: 'On its way.' }]),
  'gen_ai.usage.input_tokens': 100,
  'gen_ai.usage.output_tokens': 50,
  'gen_ai.usage.cache_read.input_tokens': 60,
  'gen_ai.usage.reasoning.output_tokens': 30,
};

/** Waits until OpenTelemetry's clock, which counts ms, has moved on. */
async function nextMs(): Promise<void> {
  const nowMs = Date.now();
  while (Date.now() < nowMs + 2) await setImmediate();
}

/** An agent's turn: a step with a model call, and a tool that fails. */
async function turn(tracer: Tracer, inside: () => Promise<unknown> = async () => {}): Promise<void> {
  const agent = { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'desk' };
  await tracer.startActiveSpan('invoke_agent desk', { attributes: agent }, async (root) => {
    await tracer.startActiveSpan('chat gpt-x', { attributes: llm }, async (call) => {
      await inside();
      await nextMs();
      call.setAttributes(answered);
      call.end();
    });
    const tool = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'find_order' };
    tracer.startActiveSpan('execute_tool find_order', { attributes: tool }, (span) => {
      span.recordException(new RangeError('no such order'));
      span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    root.setAttribute('gen_ai.conversation.id', 'order-17');
    root.end();
  });
}

const drawn = ['agent desk', ['llm chat gpt-x'], ['tool find_order!']];
const remoteContext = (traceId: string, tracestate?: string): Context =>
  trace.setSpanContext(context.active(), {
    traceId,
    spanId: '00f067aa0ba902b7',
    traceFlags: 1,
    isRemote: true,
    ...(tracestate && {
      traceState: {
        get: () => tracestate.split('=')[1],
        serialize: () => tracestate,
        set: () => undefined as never,
        unset: () => undefined as never,
      },
    }),
  });

describe.each(majors)(
  'with OpenTelemetry’s SDK %s',
  (_major, { BasicTracerProvider, BatchSpanProcessor, SimpleSpanProcessor }) => {
    const processed = (options?: OtelOptions): Tracer =>
      new BasicTracerProvider({
        spanProcessors: [vitrineSpanProcessor(recording.client, options)],
      }).getTracer('test');
    const exported = (options?: OtelOptions): Tracer =>
      new BasicTracerProvider({
        spanProcessors: [new SimpleSpanProcessor(vitrineSpanExporter(recording.client, options))],
      }).getTracer('test');

    describe.each([
      ['vitrineSpanProcessor', processed],
      ['vitrineSpanExporter', exported],
    ])('%s', (_name, tracerOf) => {
      it('records spans as a tree, by the conventions of their attributes', async () => {
        await turn(tracerOf());
        expect(await recording.outline()).toEqual([['trace desk', drawn]]);
        expect(await recording.span('chat gpt-x')).toMatchObject({
          type: 'llm',
          model: 'gpt-x',
          provider: 'openai',
          input: { messages: [{ role: 'user', content: 'Where is 1042?' }] },
          output: { messages: [{ role: 'assistant', content: 'On its way.' }] },
          ledger: { input: 40, cache_read: 60, cache_write: 0, output: 20, reasoning: 30 },
          usage: { prompt_tokens: 100, completion_tokens: 50, total_tokens: 150 },
        });
        expect((await recording.span('find_order')).error_info).toMatchObject({
          exception_type: 'RangeError',
          message: 'no such order',
        });
        expect((await recording.traces())[0]).toMatchObject({ thread_id: 'order-17', end_time: expect.any(String) });
      });

      it('keeps the times of the spans, to the microsecond', async () => {
        const span = tracerOf().startSpan('s', { startTime: new Date('2026-01-15T09:30:00.123Z') });
        span.end([1_768_469_401, 500_250_000]);
        expect(await recording.span('s')).toMatchObject({
          start_time: '2026-01-15T09:30:00.123000Z',
          end_time: '2026-01-15T09:30:01.500250Z',
        });
        expect((await recording.traces())[0]).toMatchObject({ end_time: '2026-01-15T09:30:01.500250Z' });
      });

      it('gives the trace of a request the input and output of its agent', async () => {
        const tracer = tracerOf();
        await tracer.startActiveSpan('POST /chat', { kind: SpanKind.SERVER }, async (request) => {
          await turn(tracer);
          request.end();
        });
        expect(await recording.outline()).toEqual([['trace POST /chat', ['general POST /chat', drawn]]]);
        expect((await recording.traces())[0]).toMatchObject({
          input: { messages: [{ role: 'user', content: 'Where is 1042?' }] },
          output: { messages: [{ role: 'assistant', content: 'On its way.' }] },
          thread_id: 'order-17',
        });
      });

      it('starts a trace if the parent is in another process, and has that parent', async () => {
        const tracer = tracerOf();
        const remote = remoteContext('4bf92f3577b34da6a3ce929d0e0e4736');
        tracer.startActiveSpan('work', { kind: SpanKind.SERVER }, remote, (span) => span.end());
        expect(await recording.outline()).toEqual([['trace work', ['general work']]]);
        expect((await recording.span('work')).parent_span_id).toMatch(/-7cd8-80f0-67aa0ba902b7$/);
      });

      it('continues a trace of Vitrine’s that OpenTelemetry’s headers carry', async () => {
        const upstream = new Recording();
        const asking = upstream.client.trace({ name: 'asking' }).span({ name: 'call' });
        const headers = upstream.client.runWith(asking, () => upstream.client.distributedHeaders());
        const [, traceId = ''] = headers['traceparent']?.split('-') ?? [];
        const tracer = tracerOf();
        tracer.startActiveSpan(
          'work',
          { kind: SpanKind.SERVER },
          remoteContext(traceId, headers['tracestate']),
          (span) => {
            tracer.startSpan('inner').end();
            span.end();
          },
        );
        expect(await recording.traces()).toEqual([]);
        const work = await recording.span('work');
        expect(work).toMatchObject({ trace_id: asking.traceId, parent_span_id: asking.id });
        expect(await recording.span('inner')).toMatchObject({ trace_id: asking.traceId, parent_span_id: work.id });
      });

      it('reads the project from an attribute', async () => {
        tracerOf()
          .startSpan('s', { attributes: { 'vitrine.project': 'support' } })
          .end();
        expect(await recording.span('s')).toMatchObject({ project_name: 'support' });
        expect((await recording.traces())[0]).toMatchObject({ project_name: 'support' });
      });
    });

    it.each(['processor', 'exporter'])(
      'puts the children of a span that the filter of the %s excludes in its place',
      async (way) => {
        const filter = (span: { name: string }) => !span.name.startsWith('execute_tool') && span.name !== 'middle';
        const exporter = vitrineSpanExporter(recording.client, { filter });
        const processor =
          way === 'processor' ? vitrineSpanProcessor(recording.client, { filter }) : new BatchSpanProcessor(exporter);
        const tracer = new BasicTracerProvider({ spanProcessors: [processor] }).getTracer('test');
        for (const name of ['outer', 'middle']) {
          await tracer.startActiveSpan(name, async (outer) => {
            await nextMs();
            await tracer.startActiveSpan('middle', async (middle) => {
              await nextMs();
              await turn(tracer);
              middle.end();
            });
            outer.end();
          });
        }
        await processor.forceFlush();
        const agent = ['agent desk', ['llm chat gpt-x']];
        expect(await recording.outline()).toEqual([
          ['trace outer', ['general outer', agent]],
          ['trace desk', agent],
        ]);
        await processor.shutdown();
      },
    );

    it('records spans while they run', async () => {
      const tracer = processed();
      await turn(tracer, async () => {
        expect(await recording.outline()).toEqual([['trace desk…', ['agent desk…', ['llm chat gpt-x…']]]]);
      });
      expect(await recording.outline()).toEqual([['trace desk', drawn]]);
    });

    it('nests spans in Vitrine’s, and Vitrine’s in spans', async () => {
      const tracer = processed();
      const { client } = recording;
      const deepest = client.track(async function deepest() {});
      const look = client.track(async function look() {
        await tracer.startActiveSpan('query', async (span) => {
          await deepest();
          span.end();
        });
      });
      await client.track(async function answer() {
        await turn(tracer, look);
      })();
      expect(await recording.outline()).toEqual([
        [
          'trace answer',
          [
            'general answer',
            [
              'agent desk',
              ['llm chat gpt-x', ['general look', ['general query', ['general deepest']]]],
              ['tool find_order!'],
            ],
          ],
        ],
      ]);
    });

    it('nests spans whose context is passed by hand, also after the end of their parent', async () => {
      const tracer = processed();
      const outer = tracer.startSpan('outer');
      const inside = trace.setSpan(context.active(), outer);
      tracer.startSpan('inner', {}, inside).end();
      outer.end();
      await nextMs();
      tracer.startSpan('late', {}, inside).end();
      expect(await recording.outline()).toEqual([
        ['trace outer', ['general outer', ['general inner'], ['general late']]],
      ]);
    });

    it('keeps the order of spans that start in the same ms', async () => {
      const tracer = processed();
      const names = Array.from({ length: 20 }, (_, i) => `span ${i}`);
      const startTime = Date.now();
      const outer = tracer.startSpan('outer', { startTime });
      const inside = trace.setSpan(context.active(), outer);
      for (const name of names) tracer.startSpan(name, { startTime }, inside).end(startTime);
      outer.end();
      expect((await recording.spans()).map(({ name }) => name)).toEqual(['outer', ...names]);
      for (const { start_time, end_time } of await recording.spans()) expect(String(end_time) >= start_time).toBe(true);
    });

    it('keeps concurrent traces apart', async () => {
      const tracer = processed();
      await Promise.all([turn(tracer), turn(tracer)]);
      expect(await recording.outline()).toEqual([
        ['trace desk', drawn],
        ['trace desk', drawn],
      ]);
    });

    it('gives a span the same ids in the processor and in the exporter', async () => {
      const other = new Recording();
      const tracer = new BasicTracerProvider({
        spanProcessors: [
          vitrineSpanProcessor(recording.client),
          new SimpleSpanProcessor(vitrineSpanExporter(other.client)),
        ],
      }).getTracer('test');
      await turn(tracer);
      const ids = async ({ client, memory }: Recording) => {
        await client.flush();
        return memory.spans
          .map(({ id, trace_id, parent_span_id }) => [id, trace_id, parent_span_id ?? null])
          .toSorted(([a], [b]) => String(a).localeCompare(String(b)));
      };
      expect(await ids(other)).toEqual(await ids(recording));
    });

    it('skips spans that are not sampled, and records a span once', async () => {
      const provider = new BasicTracerProvider({
        spanProcessors: [vitrineSpanProcessor(recording.client), vitrineSpanProcessor(recording.client)],
      });
      provider.getTracer('test').startSpan('once').end();
      const { traceId } = provider.getTracer('test').startSpan('x').spanContext();
      const unsampled = { traceId, spanId: '00f067aa0ba902b7', traceFlags: 0, isRemote: true };
      const parent = trace.setSpanContext(context.active(), unsampled);
      provider.getTracer('test').startSpan('unsampled', {}, parent).end();
      expect((await recording.spans()).map(({ name }) => name)).toEqual(['once', 'x']);
    });

    it('does not change the app’s own set-up', async () => {
      await turn(processed());
      expect(trace.getTracer('other').startSpan('s').isRecording()).toBe(false);
      expect(propagation.fields()).toEqual([]);
    });
  },
);

it('skips a span that cannot be read, and warns once', async () => {
  const broken = { spanContext: () => ({ traceId: 'x', spanId: 'y', traceFlags: 1 }) } as unknown as Span;
  const processor = vitrineSpanProcessor(recording.client);
  expect(() => processor.onStart(broken as never, context.active())).not.toThrow();
  expect(() => processor.onEnd(broken as never)).not.toThrow();
  let code: number | undefined;
  vitrineSpanExporter(recording.client).export([broken as never], (result) => (code = result.code));
  expect(code).toBe(0);
});
