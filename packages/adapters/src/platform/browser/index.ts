import type { ChannelFollower } from '../subscription.ts';

/** Runtimes without `node:diagnostics_channel` have nothing to follow. */
export function followChannel<Message extends object>(
  _name: string,
  _storage: { getStore(): unknown },
  _follower: ChannelFollower<Message>,
): () => void {
  return () => {};
}
