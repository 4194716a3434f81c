/** How to follow the operations of a tracing channel. None of these may throw. */
export interface ChannelFollower<Message> {
  /** An operation begins. Gives the context that its code runs in, or nothing to leave it as it is. */
  enter(message: Message): unknown;
  /** An operation is over; `message` has its `result` or `error`. */
  leave(message: Message & { result?: unknown; error?: unknown }): void;
}
