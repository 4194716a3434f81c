/**
 * Keys under which apps put the id of a conversation into metadata, in the order in which they are looked for. Every
 * adapter and every OpenTelemetry convention with free metadata reads the same ones.
 */
export const THREAD_KEYS = [
  'thread_id',
  'threadId',
  'session_id',
  'sessionId',
  'conversation_id',
  'conversationId',
] as const;

/**
 * Returns the id of the conversation that metadata names: the first of {@link THREAD_KEYS} whose value is a number or a
 * text that is not empty.
 *
 * @example
 * threadIdOf({ customer: 'c-1', sessionId: 's-1' }); // 's-1'
 */
export function threadIdOf(metadata: object | null | undefined): string | undefined {
  for (const key of THREAD_KEYS) {
    const value = (metadata as Record<string, unknown> | null | undefined)?.[key];
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') return String(value);
  }
  return undefined;
}
