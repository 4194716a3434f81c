import type { CallRecorder } from './endpoint.ts';

const registry = new FinalizationRegistry((call: CallRecorder) => call.streamEnd('left'));

/**
 * Ends the calls whose answer nobody reads: nothing tells of that but that nobody holds what it would be read from any
 * more.
 */
export const abandonedCalls = {
  watch(holder: object, call: CallRecorder): void {
    registry.register(holder, call, holder);
  },

  unwatch(holder: object): void {
    registry.unregister(holder);
  },
};
