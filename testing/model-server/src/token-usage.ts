import type { Conversation, Reply } from './conversation.ts';

/** Tokens of one call. `prompt` includes `cached`, `completion` includes `reasoning`. */
export interface TokenUsage {
  prompt: number;
  cached: number;
  completion: number;
  reasoning: number;
}

const CHARACTERS_A_TOKEN = 4;
/** Overhead of a message, in tokens. */
const FRAME = 4;
/** Size of a cached block, in tokens. A prefix is cached if it has at least two blocks. */
const CACHE_BLOCK = 64;
const REASONING_MODEL = /^(o\d|gpt-[5-9])/;
const REASONING_TOKENS: Record<string, number> = { none: 0, minimal: 0, low: 64, medium: 192, high: 448 };

/** Returns the number of tokens in a text: one for every four characters, rounded up. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_A_TOKEN);
}

function tokensOf(value: unknown): number {
  return countTokens(JSON.stringify(value)) + FRAME;
}

function sum(list: number[]): number {
  return list.reduce((total, cost) => total + cost, 0);
}

/**
 * Counts the tokens of a call. The messages before the model's last message were sent in an earlier call. Whole blocks
 * of them count as cached, as with a provider that caches prefixes.
 */
export function countUsage(conversation: Conversation, reply: Reply): TokenUsage {
  const tools = conversation.tools.length > 0 ? tokensOf(conversation.tools) : 0;
  const costs = conversation.messages.map((message) =>
    message.role === 'assistant' && message.calls.length > 0
      ? countTokens(message.text) + tokensOf(message.calls.map(({ name, arguments: given }) => ({ name, given })))
      : countTokens(message.text) + FRAME,
  );
  const spoken = conversation.messages.findLastIndex((message) => message.role === 'assistant');
  const prefix = spoken < 0 ? 0 : tools + sum(costs.slice(0, spoken));
  const reasoning = REASONING_MODEL.test(conversation.model)
    ? (REASONING_TOKENS[conversation.effort ?? 'medium'] ?? 192)
    : 0;
  const said = (reply.text === '' ? 0 : countTokens(reply.text)) + sum(reply.calls.map(tokensOf));
  return {
    prompt: tools + sum(costs),
    cached: prefix >= 2 * CACHE_BLOCK ? Math.floor(prefix / CACHE_BLOCK) * CACHE_BLOCK : 0,
    completion: said + reasoning,
    reasoning,
  };
}
