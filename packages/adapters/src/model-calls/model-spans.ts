import type { SpanHandle, Vitrine } from '@vitrine/core';

const KEY = Symbol.for('vitrine.model-spans');

/** One set for the process: adapters of two copies of this package know of each other's spans. */
const spans: WeakSet<object> = ((globalThis as Record<symbol, unknown>)[KEY] ??= new WeakSet()) as never;

/**
 * The spans by which adapters record model calls. What a client sends inside such a span is that call itself, told of by
 * a framework already: it is not recorded, and not counted, a second time.
 */
export const modelSpans = {
  add(span: SpanHandle): void {
    spans.add(span);
  },

  /** Whether the running code is inside a model call that is being recorded. */
  isInside(client: Vitrine): boolean {
    const handle = client.currentHandle();
    return handle !== undefined && spans.has(handle);
  },
};
