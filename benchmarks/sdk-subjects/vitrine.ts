import { type SpanHandle, type TraceHandle, Vitrine } from '@vitrine/core';
import type { Subject } from './subject.ts';

export function vitrine(url: string): Subject<TraceHandle, SpanHandle> {
  const client = new Vitrine({ url, projectName: 'bench' });
  return {
    startTrace: (name, input) => client.trace({ name, input }),
    startSpan: (trace, name, input) => trace.span({ name, input }),
    endSpan: (span, output) => span.end({ output }),
    endTrace: (trace, output) => trace.end({ output }),
    finish: async () => void (await client.flush({ timeoutMs: 120_000 })),
  };
}
