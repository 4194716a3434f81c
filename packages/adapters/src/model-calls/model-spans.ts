import type { SpanHandle, Vitrine } from '@vitrine/core';

const KEY = Symbol.for('vitrine.model-spans');

/** One set for the process, so that two copies of this package share it. */
const spans: WeakSet<object> = ((globalThis as Record<symbol, unknown>)[KEY] ??= new WeakSet()) as never;

/**
 * Spans of model calls. A request that a client sends in such a span is a call that is recorded already, for example by
 * a framework's adapter. The client's adapter neither records nor counts it again.
 */
export const modelSpans = {
  add(span: SpanHandle): void {
    spans.add(span);
  },

  /** Whether the current span is a recorded model call. */
  isInside(client: Vitrine): boolean {
    const handle = client.currentHandle();
    return handle !== undefined && spans.has(handle);
  },
};
