import { disableLogger, Opik } from 'opik';
import type { Subject } from './subject.ts';

/** Type of an input or output in Opik's SDK. */
type Json = Record<string, unknown>;
type Trace = ReturnType<Opik['trace']>;
type Span = ReturnType<Trace['span']>;

export function opik(url: string): Subject<Trace, Span> {
  disableLogger();
  const client = new Opik({ apiUrl: `${url}/api`, projectName: 'bench', workspaceName: 'default' });
  return {
    startTrace: (name, input) => client.trace({ name, input: input as Json }),
    startSpan: (trace, name, input) => trace.span({ name, input: input as Json }),
    endSpan: (span, output) => void span.update({ output: output as Json, endTime: new Date() }),
    endTrace: (trace, output) => void trace.update({ output: output as Json, endTime: new Date() }),
    finish: () => client.flush(),
  };
}
