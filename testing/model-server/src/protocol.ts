import type { Conversation, Reply } from './conversation.ts';
import type { ServerEvent } from './event-stream.ts';
import type { TokenUsage } from './token-usage.ts';

/** Request and its reply, from which a protocol creates the response. */
export interface Exchange {
  /** Random id, without a prefix. */
  id: string;
  /** Time of the reply, in seconds since the epoch. */
  created: number;
  conversation: Conversation;
  reply: Reply;
  usage: TokenUsage;
  /** Whether a stream of chat completions ends with the usage. */
  includeUsage: boolean;
}

/** Protocol of a model API. */
export interface Protocol {
  /**
   * Parses the body of a request.
   *
   * @throws {ZodError} if the body is invalid
   * @throws {UnknownItem} if the body refers to an unknown id
   */
  parse: (body: unknown) => { conversation: Conversation; stream: boolean; includeUsage: boolean };
  /** Returns the answer as one JSON body. */
  answer: (exchange: Exchange) => object;
  /** Returns the answer as a stream of events. */
  events: (exchange: Exchange) => ServerEvent[];
}
