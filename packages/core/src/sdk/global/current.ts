import { openClients } from '../client/open-clients.ts';
import { activeContext } from '../context/active-context.ts';
import { headersOf } from '../context/distributed-context.ts';
import type { SpanUpdateOptions } from '../options/span-options.ts';
import type { TraceUpdateOptions } from '../options/trace-options.ts';
import type { Recording } from '../recording/recording.ts';
import type { SpanHandle } from '../recording/span-handle.ts';
import type { TraceHandle } from '../recording/trace-handle.ts';

function client(): Recording | undefined {
  return activeContext.client() ?? openClients.first();
}

/** Returns the trace that is active around the caller, if this process started it. */
export function currentTrace(): TraceHandle | undefined {
  return client()?.currentTrace();
}

/** Returns the span that is active around the caller. */
export function currentSpan(): SpanHandle | undefined {
  return client()?.currentSpan();
}

/**
 * Changes fields of the trace that is active around the caller.
 *
 * @example
 * const answer = track(async (question: string) => {
 *   updateCurrentTrace({ threadId: 'conversation 7', tags: ['vip'] });
 *   return await ask(question);
 * });
 */
export function updateCurrentTrace(options: TraceUpdateOptions): void {
  client()?.updateCurrentTrace(options);
}

/** Changes fields of the span that is active around the caller, such as `model`, `usage` or `attachments`. */
export function updateCurrentSpan(options: SpanUpdateOptions): void {
  client()?.updateCurrentSpan(options);
}

/**
 * Returns the headers that continue the active trace in another process, or none if no trace is active.
 *
 * @example
 * await fetch(url, { headers: { ...headers, ...distributedHeaders() } });
 */
export function distributedHeaders(): Record<string, string> {
  const handle = client()?.currentHandle();
  return handle === undefined ? {} : headersOf(handle);
}
