import { expect, it } from 'vitest';
import { THREAD_KEYS, threadIdOf } from './thread-keys.ts';

it.each(THREAD_KEYS)('metadata names its conversation under %s', (key) => {
  expect(threadIdOf({ customer: 'c-1', [key]: 't-1' })).toBe('t-1');
});

it('a thread is read before a session, and a session before a conversation', () => {
  expect(threadIdOf({ conversationId: 'c', sessionId: 's', thread_id: 't' })).toBe('t');
  expect(threadIdOf({ conversationId: 'c', sessionId: 's' })).toBe('s');
});

it('a number is an id, and values that are no id are skipped', () => {
  expect(threadIdOf({ thread_id: 17 })).toBe('17');
  expect(threadIdOf({ thread_id: '', threadId: null, session_id: {}, sessionId: 's' })).toBe('s');
});

it('metadata without a conversation has no thread', () => {
  expect(threadIdOf({ customer: 'c-1' })).toBeUndefined();
  expect(threadIdOf(undefined)).toBeUndefined();
  expect(threadIdOf(null)).toBeUndefined();
});
