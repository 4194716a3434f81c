import { expect, it } from 'vitest';
import { THREAD_KEYS } from '../model/thread-keys.ts';
import { mapAttributes } from './map-attributes.fixture.ts';

it.each(['session.id', 'conversation.id', ...THREAD_KEYS])(
  'an entry of W3C baggage called %s, copied to an attribute, is the conversation',
  (key) => {
    expect(mapAttributes({ 'http.request.method': 'GET', [key]: 'c-7' }).thread_id).toBe('c-7');
    expect(mapAttributes({ [key]: 'c-7' })).toMatchObject({ kind: 'general', thread_id: 'c-7' });
  },
);

it('a conversation that a convention names takes precedence over baggage', () => {
  const mapped = mapAttributes({
    'gen_ai.operation.name': 'chat',
    'gen_ai.conversation.id': 'own',
    'conversation.id': 'c-7',
  });
  expect(mapped).toMatchObject({ thread_id: 'own', metadata: { 'conversation.id': 'c-7' } });
});

it('a thread of the operating system is no conversation', () => {
  expect(mapAttributes({ 'thread.id': 12, 'thread.name': 'main' })).not.toHaveProperty('thread_id');
});

it('the id under which other services name the span as their parent is read, and stays in the metadata', () => {
  const id = '0198c0f2-6d3e-7c51-9a54-6c1f0f7f2b12';
  expect(mapAttributes({ 'opik.span_id': id })).toMatchObject({ opik_span_id: id, metadata: { 'opik.span_id': id } });
});
