import type { CallRecorder } from './endpoint.ts';

const registry = new FinalizationRegistry((call: CallRecorder) => call.streamEnd('left'));

/**
 * Ends calls whose response is never read. No event reports this, so a call ends when the object that its response is
 * read from is garbage-collected.
 */
export const abandonedCalls = {
  watch(holder: object, call: CallRecorder): void {
    registry.register(holder, call, holder);
  },

  unwatch(holder: object): void {
    registry.unregister(holder);
  },
};
