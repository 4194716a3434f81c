import type { Json } from '@vitrine/core/model';
import type { MappedSpan, OtelSpan } from '@vitrine/core/otel';

interface Span {
  otel: OtelSpan;
  mapped: MappedSpan;
}

/**
 * Kinds of spans whose bodies may describe the whole trace; the bodies of tools, databases and requests describe only a
 * part of it.
 */
const CONVERSATION_KINDS: ReadonlySet<string> = new Set(['agent', 'chain', 'step', 'llm', 'general']);

/**
 * Returns input and output of a trace: those of the root. If the root has none (an HTTP server's span, or an app's own
 * span around its agent), they are the input of the first span that has one, and the output of the last.
 */
export function traceBodies(root: Span, group: readonly Span[]): { input?: Json; output?: Json } {
  const { input, output } = root.mapped;
  if (input !== undefined || output !== undefined) return bodies(input, output);
  const candidates = group.filter(({ mapped }) => CONVERSATION_KINDS.has(mapped.kind));
  const first = best(candidates, 'input', (a, b) => nanos(a.otel.startTimeUnixNano) < nanos(b.otel.startTimeUnixNano));
  const last = best(candidates, 'output', (a, b) => nanos(a.otel.endTimeUnixNano) > nanos(b.otel.endTimeUnixNano));
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
