import { threadIdOf } from '@vitrine/core';
import type { OperationStart } from './events.ts';

/** The conversation that a call belongs to: always the same one, or one for each call by the event that starts it. */
export type ThreadIdOption = string | ((event: OperationStart) => string | undefined);

/**
 * Returns the thread of a call: the option's, otherwise the one that the call's runtime context names. The AI SDK sends
 * only those fields of the context that `telemetry.includeRuntimeContext` lists.
 */
export function threadOfCall(event: OperationStart, option: ThreadIdOption | undefined): string | undefined {
  const threadId = typeof option === 'function' ? option(event) : option;
  return threadId ?? threadIdOf(event.runtimeContext);
}
