import type { ReadableSpan } from './readable-span.ts';

/** Which spans are recorded. */
export interface OtelOptions {
  /**
   * Whether a span is recorded; asked when it starts (by the processor) or ends (by the exporter). What is inside of one that
   * is left out takes its place. All are recorded where absent: the viewer hides HTTP, databases and the like until asked.
   */
  filter?: ((span: ReadableSpan) => boolean) | undefined;
}
