import type { SpanContext } from './readable-span.ts';

/** Where `@opentelemetry/api` keeps what is registered with it, for every copy of it in the process. */
const API = Symbol.for('opentelemetry.js.api.1');
/** Under which a context has its span (`createContextKey` of the same). */
const SPAN = Symbol.for('OpenTelemetry Context Key SPAN');

export interface Context {
  getValue(key: symbol): unknown;
}

/** The span that a context has. */
export function spanOfContext(context: Context): SpanContext | undefined {
  return (context.getValue(SPAN) as { spanContext(): SpanContext } | undefined)?.spanContext();
}

/** The OpenTelemetry span whose code is running, where the app has registered a context manager. It is only read. */
export function activeOtelSpan(): SpanContext | undefined {
  const api = (globalThis as Record<symbol, { context?: { active(): Context } } | undefined>)[API];
  const context = api?.context?.active();
  return context === undefined ? undefined : spanOfContext(context);
}
