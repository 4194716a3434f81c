import type { ChannelFollower } from '../channel-follower.ts';

/** Does nothing: only Node has `node:diagnostics_channel`. */
export function followChannel<Message extends object>(
  _name: string,
  _storage: { getStore(): unknown },
  _follower: ChannelFollower<Message>,
): () => void {
  return () => {};
}
