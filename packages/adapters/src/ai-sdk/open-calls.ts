import { ABANDONED_AFTER_MS } from '../abandoned-after-ms.ts';
import type { AiSdkCall } from './ai-sdk-call.ts';

const KEY = Symbol.for('vitrine.ai-sdk.calls');

/**
 * Open calls of the AI SDK by their id. The process has one table, so that a call is recorded once if two sources send
 * it (telemetry and the diagnostics channel, or two copies of this package).
 */
const calls: Map<string, AiSdkCall> = ((globalThis as Record<symbol, unknown>)[KEY] ??= new Map()) as never;

/** Table of the open calls. */
export const openCalls = {
  get: (callId: string): AiSdkCall | undefined => calls.get(callId),

  /** Adds a call, and ends calls that have had no event for long, such as those of abandoned streams. */
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
