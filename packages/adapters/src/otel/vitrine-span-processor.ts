import { defaultClient, type Vitrine } from '@vitrine/core';
import type { Context } from './active-otel-span.ts';
import { OpenSpans } from './open-spans.ts';
import type { OtelOptions } from './otel-options.ts';
import { isSampled, type ReadableSpan } from './readable-span.ts';

/** `SpanProcessor` of `@opentelemetry/sdk-trace-base`, version 1 or 2. */
export interface VitrineSpanProcessor {
  onStart(span: ReadableSpan, parentContext: Context): void;
  onEnd(span: ReadableSpan): void;
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

/**
 * Creates a span processor for any OpenTelemetry setup. It records sampled spans while they run. They nest in the
 * current trace of Vitrine, and what Vitrine records inside them nests in them. It neither sets nor replaces a tracer
 * provider.
 *
 * @param client Vitrine client; the default client if left out
 * @example
 * const spanProcessors = [vitrineSpanProcessor(new Vitrine({ projectName: 'support' }))];
 * new NodeTracerProvider({ spanProcessors }).register();
 */
export function vitrineSpanProcessor(
  client: Vitrine = defaultClient(),
  options: OtelOptions = {},
): VitrineSpanProcessor {
  const spans = new OpenSpans(client, options.filter ?? (() => true));
  const quietly = (record: () => void): void => {
    try {
      record();
    } catch (error) {
      client.warn('An OpenTelemetry span could not be recorded', error);
    }
  };
  const flush = async (): Promise<void> => void (await client.flush());
  return {
    onStart: (span, parentContext) => quietly(() => isSampled(span) && spans.start(span, parentContext)),
    onEnd: (span) => quietly(() => isSampled(span) && spans.end(span)),
    forceFlush: flush,
    shutdown: flush,
  };
}
