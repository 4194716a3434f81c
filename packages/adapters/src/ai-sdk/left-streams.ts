import { recordedCalls } from './recorded-calls.ts';

const registry = new FinalizationRegistry((callId: string) => {
  recordedCalls.get(callId)?.abandon();
  recordedCalls.delete(callId);
});

/**
 * Ends the calls whose stream was left unread: the AI SDK neither cancels such a stream nor tells of it, so what shows it
 * is that nobody holds the stream any more.
 */
export const leftStreams = {
  /** Watches the stream of a model's result, if it has one. */
  watch(result: unknown, callId: string): void {
    const stream = (result as { stream?: unknown } | undefined)?.stream;
    if (typeof stream === 'object' && stream !== null) registry.register(stream, callId);
  },
};
