import { defaultClient, type Vitrine } from '@vitrine/core';
import type { TracingEvent } from './exported-span.ts';
import { OpenSpans } from './open-spans.ts';

/** A score as Mastra's scorers give it. */
export interface TraceScore {
  traceId: string;
  spanId?: string | undefined;
  score: number;
  reason?: string | undefined;
  scorerName: string;
}

/** An `ObservabilityExporter` and an `ObservabilityBridge` of `@mastra/core`. */
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
 * Mastra's observability, to Vitrine: agents with their steps, model calls and tools, workflows with their steps, the
 * conversation by the memory's thread. Inside a tracked function they nest there.
 *
 * Give it as an exporter, or as the bridge: then also what the code of tools and of workflow steps records nests in them.
 *
 * @param client the default client where absent
 * @example
 * const observability = new Observability({ configs: { vitrine: { serviceName: 'desk', bridge: vitrineExporter(client) } } });
 * const mastra = new Mastra({ agents: { desk }, observability });
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
        client.warn('A span of Mastra’s could not be recorded', error);
      }
    },

    async addScoreToTrace({ traceId, spanId, score: value, reason, scorerName: name }) {
      const known = spans.known(traceId);
      const id = spanId === undefined ? undefined : known?.spanIds.get(spanId);
      if (known === undefined) client.warn('A score of Mastra’s', `nothing is known of the trace ${traceId}`);
      else if (id !== undefined) client.scores.add('span', id, { name, value, reason });
      else client.scores.add('trace', known.traceId, { name, value, reason });
    },

    // The ids stay Mastra's.
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
