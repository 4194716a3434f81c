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
 * A span processor for any OpenTelemetry set-up: sampled spans are recorded while they run. They nest in what Vitrine
 * records around them, and what Vitrine records inside them nests there. No provider is set or replaced.
 *
 * @param client the default client where absent
 * @example
 * new NodeTracerProvider({ spanProcessors: [vitrineSpanProcessor(new Vitrine({ projectName: 'support' }))] }).register();
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
