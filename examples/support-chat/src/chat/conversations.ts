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

  messages(threadId: string): ModelMessage[] {
    return this.#conversations.get(threadId)?.messages ?? [];
  }

  turns(threadId: string): Turn[] {
    return this.#conversations.get(threadId)?.turns ?? [];
  }

  /** Adds a turn, with the messages (including tool messages) that later turns need. A failed turn has none. */
  add(threadId: string, turn: Turn, messages: ModelMessage[]): void {
    const { messages: before, turns } = this.#conversations.get(threadId) ?? { messages: [], turns: [] };
    const all = [...before, ...messages];
    // A conversation must not begin in the middle of a tool call, so the remaining messages begin with a question.
    const cut = all.findIndex((message, at) => at >= all.length - REMEMBERED && message.role === 'user');
    this.#conversations.delete(threadId);
    this.#conversations.set(threadId, { messages: all.slice(Math.max(0, cut)), turns: [...turns, turn] });
    if (this.#conversations.size > MOST) this.#conversations.delete(this.#conversations.keys().next().value!);
  }
}
