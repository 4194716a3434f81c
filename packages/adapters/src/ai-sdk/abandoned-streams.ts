import type { SpanHandle, TraceHandle } from '@vitrine/core';
import { openCalls } from './open-calls.ts';

/** The model call whose stream it is: the operation may be at a later one when the stream is collected. */
interface Watched {
  callId: string;
  model: SpanHandle | TraceHandle;
}

const registry = new FinalizationRegistry(({ callId, model }: Watched) => {
  const call = openCalls.get(callId);
  if (call?.modelHandle !== model) return;
  call.abandon();
  openCalls.delete(callId);
});

/**
 * Ends the calls whose stream was left unread: the AI SDK neither cancels such a stream nor tells of it, so what shows it
 * is that nobody holds the stream any more.
 */
export const abandonedStreams = {
  /** Watches the stream of a model's result, if it has one. */
  watch(result: unknown, watched: Watched): void {
    const stream = (result as { stream?: unknown } | undefined)?.stream;
    if (typeof stream === 'object' && stream !== null) registry.register(stream, watched);
  },
};
