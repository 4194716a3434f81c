import type { Message } from './conversation.ts';

/** How many items and responses are remembered; the oldest are forgotten first. */
const MOST = 10_000;

/** A reference to something that this server has not said, or has forgotten. */
export class UnknownItem extends Error {
  override readonly name = 'UnknownItem';
}

function remember<T>(map: Map<string, T>, id: string, value: T): void {
  map.set(id, value);
  if (map.size > MOST) map.delete(map.keys().next().value!);
}

/** What the Responses API keeps for its callers: they may refer to what was said instead of sending it again. */
export class StoredItems {
  readonly #messages = new Map<string, Message>();
  readonly #responses = new Map<string, Message[]>();

  keep(items: [id: string, message: Message][]): void {
    for (const [id, message] of items) remember(this.#messages, id, message);
  }

  keepResponse(id: string, messages: Message[]): void {
    remember(this.#responses, id, messages);
  }

  /** @throws UnknownItem */
  message(id: string): Message {
    const message = this.#messages.get(id);
    if (message === undefined) throw new UnknownItem(`Item with id '${id}' not found.`);
    return message;
  }

  /** The conversation up to and with a response. @throws UnknownItem */
  response(id: string): Message[] {
    const messages = this.#responses.get(id);
    if (messages === undefined) throw new UnknownItem(`Previous response with id '${id}' not found.`);
    return messages;
  }
}
