import type { SpanHandle, TraceHandle } from '@vitrine/core';
import { openCalls } from './open-calls.ts';

/** Model call of a stream. When the stream is garbage-collected, the operation may be at a later model call. */
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
 * Ends calls whose stream is never read to its end. The AI SDK neither cancels such a stream nor reports it, so a call
 * ends when its stream is garbage-collected.
 */
export const abandonedStreams = {
  /** Watches the stream of a model's result, if there is one. */
  watch(result: unknown, watched: Watched): void {
    const stream = (result as { stream?: unknown } | undefined)?.stream;
    if (typeof stream === 'object' && stream !== null) registry.register(stream, watched);
  },
};
