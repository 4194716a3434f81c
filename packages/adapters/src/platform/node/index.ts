import { AsyncLocalStorage } from 'node:async_hooks';
import { tracingChannel } from 'node:diagnostics_channel';
import type { ChannelFollower } from '../channel-follower.ts';

function ignored(): void {}

/**
 * Follows a tracing channel of `node:diagnostics_channel`. While an operation runs, `storage` has the result of
 * `enter`.
 *
 * @returns a function that stops following
 */
export function followChannel<Message extends object>(
  name: string,
  storage: { getStore(): unknown },
  follower: ChannelFollower<Message>,
): () => void {
  const channel = tracingChannel<unknown, Message>(name);
  const asyncEnd = (message: Message): void => follower.leave(message);
  const start = storage instanceof AsyncLocalStorage ? ignored : (message: Message) => void follower.enter(message);
  const subscribers = { start, end: ignored, asyncStart: ignored, asyncEnd, error: ignored };
  channel.subscribe(subscribers);
  if (storage instanceof AsyncLocalStorage) {
    channel.start.bindStore(storage, (message) => follower.enter(message) ?? storage.getStore());
  }
  return () => {
    channel.unsubscribe(subscribers);
    if (storage instanceof AsyncLocalStorage) channel.start.unbindStore(storage);
  };
}
