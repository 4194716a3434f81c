import type { ModelMessage } from 'ai';

/** How many conversations are kept; the one that was quiet the longest goes first. */
const MOST = 500;
/** How many messages of a conversation the agent is reminded of. */
const REMEMBERED = 40;

/** A turn of a conversation, as the page shows it. */
export interface Turn {
  question: string;
  answer: string;
  trace_id: string;
  /** What the customer was told where the agent failed. */
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

  /** Adds a turn, with all messages (tools included) that the agent needs to go on: none of a turn that failed. */
  add(threadId: string, turn: Turn, messages: ModelMessage[]): void {
    const { messages: before, turns } = this.#conversations.get(threadId) ?? { messages: [], turns: [] };
    const all = [...before, ...messages];
    // A conversation may not begin in the middle of a tool call, so what is dropped ends before a question.
    const cut = all.findIndex((message, at) => at >= all.length - REMEMBERED && message.role === 'user');
    this.#conversations.delete(threadId);
    this.#conversations.set(threadId, { messages: all.slice(Math.max(0, cut)), turns: [...turns, turn] });
    if (this.#conversations.size > MOST) this.#conversations.delete(this.#conversations.keys().next().value!);
  }
}
