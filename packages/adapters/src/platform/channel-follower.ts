/** Callbacks for the operations of a tracing channel. They must not throw. */
export interface ChannelFollower<Message> {
  /**
   * Called when an operation starts. Returns the context for the operation's code, or undefined to keep the current
   * one.
   */
  enter(message: Message): unknown;
  /** Called when an operation has ended; `message` has its `result` or `error`. */
  leave(message: Message & { result?: unknown; error?: unknown }): void;
}
