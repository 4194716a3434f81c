import { disableLogger, Opik } from 'opik';
import type { Subject } from './subject.ts';

type Trace = ReturnType<Opik['trace']>;
type Span = ReturnType<Trace['span']>;

export function opik(url: string): Subject<Trace, Span> {
  disableLogger();
  const client = new Opik({ apiUrl: `${url}/api`, projectName: 'bench', workspaceName: 'default' });
  return {
    startTrace: (name, input) => client.trace({ name, input: input as object }),
    startSpan: (trace, name, input) => trace.span({ name, input: input as object }),
    endSpan: (span, output) => void span.update({ output: output as object, endTime: new Date() }),
    endTrace: (trace, output) => void trace.update({ output: output as object, endTime: new Date() }),
    finish: () => client.flush(),
  };
}
