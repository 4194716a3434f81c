import type { FollowedCall } from './endpoint.ts';

const registry = new FinalizationRegistry((call: FollowedCall) => call.streamEnd('left'));

/**
 * Ends the calls whose answer nobody reads: nothing tells of that but that nobody holds what it would be read from any
 * more.
 */
export const leftCalls = {
  watch(holder: object, call: FollowedCall): void {
    registry.register(holder, call, holder);
  },

  unwatch(holder: object): void {
    registry.unregister(holder);
  },
};
