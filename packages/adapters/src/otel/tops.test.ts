import { ROOT_CONTEXT, trace, TraceFlags } from '@opentelemetry/api';
import { BasicTracerProvider, BatchSpanProcessor, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { beforeEach, describe, expect, it } from 'vitest';
import { Recording } from '../recording.fixture.ts';
import { vitrineSpanExporter } from './vitrine-span-exporter.ts';
import { vitrineSpanProcessor } from './vitrine-span-processor.ts';

let recording: Recording;

beforeEach(() => {
  recording = new Recording();
});

const START = Date.now();
const says = (input: string, output: string) => ({
  'gen_ai.operation.name': 'invoke_agent',
  'gen_ai.input.messages': JSON.stringify([{ role: 'user', content: input }]),
  'gen_ai.output.messages': JSON.stringify([{ role: 'assistant', content: output }]),
});
const WAYS = ['processor', 'exporter'] as const;

function provider(way: (typeof WAYS)[number]): BasicTracerProvider {
  const spanProcessors = [
    way === 'processor'
      ? vitrineSpanProcessor(recording.client)
      : new SimpleSpanProcessor(vitrineSpanExporter(recording.client)),
  ];
  return new BasicTracerProvider({ spanProcessors });
}

describe.each(WAYS)('the trace of several tops with the %s', (way) => {
  it.each([
    ['in the order of their starts', false],
    ['the later one first', true],
  ])('has the input of the first and the output of the last, if they end %s', async (_order, isReversed) => {
    const tracer = provider(way).getTracer('test');
    const remote = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: 'aaaaaaaaaaaaaaaa', isRemote: true };
    const parent = trace.setSpanContext(ROOT_CONTEXT, { ...remote, traceFlags: TraceFlags.SAMPLED });
    const first = tracer.startSpan('ask', { startTime: START, attributes: says('one?', 'one.') }, parent);
    const second = tracer.startSpan('ask more', { startTime: START + 500, attributes: says('two?', 'two.') }, parent);
    const ends = [() => first.end(START + 100), () => second.end(START + 900)];
    for (const end of isReversed ? ends.toReversed() : ends) end();
    const [summary, ...more] = await recording.traces();
    expect(more).toEqual([]);
    expect(JSON.stringify(summary?.input)).toContain('one?');
    expect(JSON.stringify(summary?.output)).toContain('two.');
    expect(Date.parse(summary?.start_time ?? '')).toBe(START);
    expect(Date.parse(summary?.end_time ?? '')).toBe(START + 900);
    expect(summary?.name).toBe('ask');
  });
});

describe('the exporter', () => {
  const parentOf = (span: Parameters<typeof trace.setSpan>[1]) => trace.setSpan(ROOT_CONTEXT, span);

  it('puts a trace in the project that only its root has, although children arrive before it', async () => {
    const tracer = provider('exporter').getTracer('test');
    const root = tracer.startSpan('root', { attributes: { 'vitrine.project': 'support' } });
    const child = tracer.startSpan('child', {}, parentOf(root));
    tracer.startSpan('grandchild', {}, parentOf(child)).end();
    child.end();
    root.end();
    const projects = [...(await recording.spans()), ...(await recording.traces())].map((it) => it.project_name);
    expect(projects).toEqual(['support', 'support', 'support', 'support']);
  });

  it('puts a trace in the project of its root, if both are in one export', async () => {
    const tracer = new BasicTracerProvider({
      spanProcessors: [new BatchSpanProcessor(vitrineSpanExporter(recording.client))],
    });
    const root = tracer.getTracer('test').startSpan('root', { attributes: { 'vitrine.project': 'support' } });
    tracer.getTracer('test').startSpan('child', {}, parentOf(root)).end();
    root.end();
    await tracer.forceFlush();
    expect((await recording.spans()).map((span) => span.project_name)).toEqual(['support', 'support']);
  });

  it('records the spans of a root that has not ended at a flush', async () => {
    const tracer = provider('exporter');
    const root = tracer.getTracer('test').startSpan('root');
    tracer.getTracer('test').startSpan('child', {}, parentOf(root)).end();
    await tracer.forceFlush();
    expect((await recording.spans()).map(({ name }) => name)).toEqual(['child']);
    root.end();
    expect(new Set((await recording.spans()).map(({ name }) => name))).toEqual(new Set(['child', 'root']));
  });
});
