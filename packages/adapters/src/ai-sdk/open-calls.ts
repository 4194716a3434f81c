import { ABANDONED_AFTER_MS } from '../abandoned-after-ms.ts';
import type { AiSdkCall } from './ai-sdk-call.ts';

const KEY = Symbol.for('vitrine.ai-sdk.calls');

/**
 * Open calls of the AI SDK by their id. The process has one table. If two sources report a call (telemetry and the
 * diagnostics channel, or two copies of this package), it is therefore recorded once.
 */
const calls: Map<string, AiSdkCall> = ((globalThis as Record<symbol, unknown>)[KEY] ??= new Map()) as never;

/** Table of the open calls. */
export const openCalls = {
  get: (callId: string): AiSdkCall | undefined => calls.get(callId),

  /**
   * Adds a call, and ends calls without an event for {@link ABANDONED_AFTER_MS}, such as those of abandoned streams.
   */
  add(callId: string, call: AiSdkCall): void {
    for (const [id, earlier] of calls) {
      if (Date.now() - earlier.lastEventMs < ABANDONED_AFTER_MS) break;
      earlier.abandon();
      calls.delete(id);
    }
    calls.set(callId, call);
  },

  delete: (callId: string): boolean => calls.delete(callId),
};
