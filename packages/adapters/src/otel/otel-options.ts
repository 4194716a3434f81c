import type { ReadableSpan } from './readable-span.ts';

/** Options for recording OpenTelemetry's spans. */
export interface OtelOptions {
  /**
   * Function that returns whether to record a span. The processor calls it when a span starts, the exporter after the
   * span has ended. Children of an excluded span take its place. If left out, all spans are recorded. By default the
   * viewer hides infrastructure, such as HTTP and databases.
   */
  filter?: ((span: ReadableSpan) => boolean) | undefined;
}
