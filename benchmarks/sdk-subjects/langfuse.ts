import { LangfuseSpanProcessor } from '@langfuse/otel';
import { type LangfuseSpan, setLangfuseTracerProvider, startObservation } from '@langfuse/tracing';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import type { Subject } from './subject.ts';

export function langfuse(url: string): Subject<LangfuseSpan, LangfuseSpan> {
  const processor = new LangfuseSpanProcessor({ publicKey: 'pk', secretKey: 'sk', baseUrl: url });
  const provider = new BasicTracerProvider({ spanProcessors: [processor] });
  setLangfuseTracerProvider(provider);
  return {
    startTrace: (name, input) => startObservation(name, { input }),
    startSpan: (trace, name, input) => trace.startObservation(name, { input }),
    endSpan: (span, output) => span.update({ output }).end(),
    endTrace: (trace, output) => trace.update({ output }).end(),
    finish: () => provider.forceFlush(),
  };
}
