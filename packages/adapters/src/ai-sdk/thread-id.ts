import type { OperationStart } from './events.ts';

/** Says to which conversation a call belongs: always the same, or by the event that starts it. */
export type ThreadIdOption = string | ((event: OperationStart) => string | undefined);

const KEYS = ['threadId', 'thread_id', 'sessionId', 'conversationId'];

/**
 * The thread of a call: what the option says, else one of the keys `threadId`, `thread_id`, `sessionId` and
 * `conversationId` of its runtime context (which the AI SDK tells only where `telemetry.includeRuntimeContext` has it).
 */
export function threadIdOf(event: OperationStart, option: ThreadIdOption | undefined): string | undefined {
  const said = typeof option === 'function' ? option(event) : option;
  if (said !== undefined) return said;
  const key = KEYS.find((name) => event.runtimeContext?.[name] !== undefined);
  return key === undefined ? undefined : String(event.runtimeContext?.[key]);
}
