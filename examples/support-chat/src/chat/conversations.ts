import type { ModelMessage } from 'ai';

/** Maximum number of conversations. The conversation without a new turn for the longest time is deleted first. */
const MOST = 500;
/** Maximum number of messages of a conversation that the agent receives. */
const REMEMBERED = 40;

/** Turn of a conversation, as the page shows it. */
export interface Turn {
  question: string;
  answer: string;
  trace_id: string;
  /** Message for the customer if the agent failed. */
  failure?: string;
}

interface Conversation {
  messages: ModelMessage[];
  turns: Turn[];
}

/** The conversations of this process, in memory. */
export class Conversations {
  readonly #conversations = new Map<string, Conversation>();

  messages(userId: string, threadId: string): ModelMessage[] {
    return this.#conversations.get(keyOf(userId, threadId))?.messages ?? [];
  }

  turns(userId: string, threadId: string): Turn[] {
    return this.#conversations.get(keyOf(userId, threadId))?.turns ?? [];
  }

  /** Adds a turn, with the messages (including tool messages) that later turns need. A failed turn has none. */
  add(userId: string, threadId: string, turn: Turn, messages: ModelMessage[]): void {
    const key = keyOf(userId, threadId);
    const { messages: before, turns } = this.#conversations.get(key) ?? { messages: [], turns: [] };
    const all = [...before, ...messages];
    // A conversation must not begin in the middle of a tool call, so the remaining messages begin with a question.
    const cut = all.findIndex((message, at) => at >= all.length - REMEMBERED && message.role === 'user');
    this.#conversations.delete(key);
    this.#conversations.set(key, { messages: all.slice(Math.max(0, cut)), turns: [...turns, turn] });
    if (this.#conversations.size > MOST) this.#conversations.delete(this.#conversations.keys().next().value!);
  }
}

/** A conversation belongs to its user: the same id in another user's request is another conversation. */
function keyOf(userId: string, threadId: string): string {
  return `${userId}/${threadId}`;
}
