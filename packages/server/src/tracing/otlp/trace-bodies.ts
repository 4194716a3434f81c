import type { Json } from '@vitrine/core/model';
import type { MappedSpan, OtelSpan } from '@vitrine/core/otel';

interface Span {
  otel: OtelSpan;
  mapped: MappedSpan;
}

/** Kinds of spans that say what an answer was about; what tools, databases or requests hold is part of it at most. */
const SPEAKERS: ReadonlySet<string> = new Set(['agent', 'chain', 'step', 'llm', 'general']);

/**
 * Input and output of a trace. The root says them, unless it is one that holds none (an HTTP server's, or an app's own
 * span around its agent): then the first of its spans that has an input, and the last that has an output.
 */
export function traceBodies(root: Span, group: readonly Span[]): { input?: Json; output?: Json } {
  const { input, output } = root.mapped;
  if (input !== undefined || output !== undefined) return bodies(input, output);
  const speakers = group.filter(({ mapped }) => SPEAKERS.has(mapped.kind));
  const first = best(speakers, 'input', (a, b) => nanos(a.otel.startTimeUnixNano) < nanos(b.otel.startTimeUnixNano));
  const last = best(speakers, 'output', (a, b) => nanos(a.otel.endTimeUnixNano) > nanos(b.otel.endTimeUnixNano));
  return bodies(first, last);
}

function bodies(input: Json | undefined, output: Json | undefined): { input?: Json; output?: Json } {
  return { ...(input !== undefined && { input }), ...(output !== undefined && { output }) };
}

function best(spans: readonly Span[], side: 'input' | 'output', isBetter: (a: Span, b: Span) => boolean) {
  let chosen: Span | undefined;
  for (const span of spans) {
    if (span.mapped[side] !== undefined && (chosen === undefined || isBetter(span, chosen))) chosen = span;
  }
  return chosen?.mapped[side];
}

function nanos(time: bigint | string): bigint {
  return BigInt(time);
}
