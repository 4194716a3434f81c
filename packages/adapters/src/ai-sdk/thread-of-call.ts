import { threadIdOf } from '@vitrine/core';
import type { OperationStart } from './events.ts';

/** Thread of every call, or a function that returns it from the first event of a call. */
export type ThreadIdOption = string | ((event: OperationStart) => string | undefined);

/**
 * Returns the thread of a call: from the option, otherwise from the call's runtime context. The AI SDK sends only the
 * fields of the context that `telemetry.includeRuntimeContext` lists.
 */
export function threadOfCall(event: OperationStart, option: ThreadIdOption | undefined): string | undefined {
  const threadId = typeof option === 'function' ? option(event) : option;
  return threadId ?? threadIdOf(event.runtimeContext);
}
