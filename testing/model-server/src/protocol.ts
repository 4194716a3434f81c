import type { Conversation, Reply } from './conversation.ts';
import type { ServerEvent } from './event-stream.ts';
import type { TokenUsage } from './token-usage.ts';

/** One question and its answer, from which a protocol makes what it sends. */
export interface Exchange {
  /** Random, without a prefix. */
  id: string;
  /** Seconds since the epoch. */
  created: number;
  conversation: Conversation;
  reply: Reply;
  usage: TokenUsage;
  /** Whether a chat stream ends in its usage. */
  includeUsage: boolean;
}

/** One of OpenAI's two ways to talk to a model. */
export interface Protocol {
  /** @throws ZodError where the body is not what the protocol asks for, UnknownItem for an id that nobody has seen */
  parse: (body: unknown) => { conversation: Conversation; stream: boolean; includeUsage: boolean };
  /** The answer as one JSON body. */
  answer: (exchange: Exchange) => object;
  /** The answer as a stream. */
  events: (exchange: Exchange) => ServerEvent[];
}
