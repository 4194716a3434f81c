import type { ReadableSpan } from './readable-span.ts';

/** Options for recording OpenTelemetry's spans. */
export interface OtelOptions {
  /**
   * Whether to record a span. The processor calls it when a span starts, the exporter when it ends. Children of an
   * excluded span take its place. All spans are recorded if left out; the viewer hides HTTP, databases and the like by
   * default.
   */
  filter?: ((span: ReadableSpan) => boolean) | undefined;
}
