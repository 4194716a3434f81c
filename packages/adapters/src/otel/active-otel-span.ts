import type { SpanContext } from './readable-span.ts';

/** Global key of the registry of `@opentelemetry/api`, which all of its copies in the process share. */
const API = Symbol.for('opentelemetry.js.api.1');
/** Key of the span in a context (`createContextKey` of `@opentelemetry/api`). */
const SPAN = Symbol.for('OpenTelemetry Context Key SPAN');

export interface Context {
  getValue(key: symbol): unknown;
}

/** Returns the span of a context. */
export function spanOfContext(context: Context): SpanContext | undefined {
  return (context.getValue(SPAN) as { spanContext(): SpanContext } | undefined)?.spanContext();
}

/** Returns the active OpenTelemetry span, if the app has registered a context manager. */
export function activeOtelSpan(): SpanContext | undefined {
  const api = (globalThis as Record<symbol, { context?: { active(): Context } } | undefined>)[API];
  const context = api?.context?.active();
  return context === undefined ? undefined : spanOfContext(context);
}
