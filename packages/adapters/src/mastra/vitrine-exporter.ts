import { defaultClient, type Vitrine } from '@vitrine/core';
import type { TracingEvent } from './exported-span.ts';
import { OpenSpans } from './open-spans.ts';

/** Score from one of Mastra's scorers. */
export interface TraceScore {
  traceId: string;
  spanId?: string | undefined;
  score: number;
  reason?: string | undefined;
  scorerName: string;
}

/** `ObservabilityExporter` and `ObservabilityBridge` of `@mastra/core` in one object. */
export interface VitrineExporter {
  name: string;
  exportTracingEvent(event: TracingEvent): Promise<void>;
  addScoreToTrace(score: TraceScore): Promise<void>;
  createSpan(): undefined;
  executeInContext<T>(spanId: string, fn: () => Promise<T>): Promise<T>;
  executeInContextSync<T>(spanId: string, fn: () => T): T;
  flush(): Promise<void>;
  shutdown(): Promise<void>;
}

/**
 * Creates an exporter for Mastra's observability. It records agents with steps, model calls and tools, and workflows
 * with steps. The trace's thread is the thread of the memory. Calls in a tracked function nest there.
 *
 * Used as the bridge instead of an exporter, it also nests what the code of tools and workflow steps records.
 *
 * @param client Vitrine client; the default client if left out
 * @example
 * const configs = { vitrine: { serviceName: 'desk', bridge: vitrineExporter(client) } };
 * const mastra = new Mastra({ agents: { desk }, observability: new Observability({ configs }) });
 */
export function vitrineExporter(client: Vitrine = defaultClient()): VitrineExporter {
  const spans = new OpenSpans(client);
  const flush = async (): Promise<void> => void (await client.flush());

  return {
    name: 'vitrine',

    async exportTracingEvent({ type, exportedSpan }) {
      try {
        if (type === 'span_started') spans.start(exportedSpan);
        else if (type === 'span_updated') spans.update(exportedSpan);
        else if (type === 'span_ended') spans.end(exportedSpan);
      } catch (error) {
        client.warn('A Mastra span could not be recorded', error);
      }
    },

    async addScoreToTrace({ traceId, spanId, score: value, reason, scorerName: name }) {
      const known = spans.known(traceId);
      const id = spanId === undefined ? undefined : known?.spanIds.get(spanId);
      if (known === undefined) client.warn('A Mastra score could not be recorded', `the trace ${traceId} is unknown`);
      else if (id !== undefined) client.scores.add('span', id, { name, value, reason });
      else client.scores.add('trace', known.traceId, { name, value, reason });
    },

    // Without a result, Mastra uses its own ids.
    createSpan: () => undefined,

    executeInContext(spanId, fn) {
      const inside = spans.inside(spanId);
      return inside === undefined ? fn() : client.runWith(inside, fn);
    },

    executeInContextSync(spanId, fn) {
      const inside = spans.inside(spanId);
      return inside === undefined ? fn() : client.runWith(inside, fn);
    },

    flush,
    shutdown: flush,
  };
}
