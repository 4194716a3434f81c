import type { AiSdkCall } from './ai-sdk-call.ts';

/** After so long without an event a call counts as left, in ms. */
const ABANDONED_AFTER_MS = 15 * 60_000;

const KEY = Symbol.for('vitrine.ai-sdk.calls');

/**
 * The calls of the AI SDK that are being recorded, by their id: one table for the whole process, so that a call which is
 * told of twice (by telemetry and by the diagnostics channel, or by two copies of this package) is recorded once.
 */
const calls: Map<string, AiSdkCall> = ((globalThis as Record<symbol, unknown>)[KEY] ??= new Map()) as never;

/** The calls that this module's callers share. */
export const openCalls = {
  get: (callId: string): AiSdkCall | undefined => calls.get(callId),

  /** Adds a call, and lets go of those that nothing was heard of for long: streams that were left before their end. */
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
