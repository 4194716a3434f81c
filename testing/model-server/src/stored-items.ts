import type { Message } from './conversation.ts';

/** Maximum number of stored items, and of stored responses. The oldest are deleted first. */
const MOST = 10_000;

/** Error for a reference to an item or response that this server never had, or has deleted. */
export class UnknownItem extends Error {
  override readonly name = 'UnknownItem';
}

function remember<T>(map: Map<string, T>, id: string, value: T): void {
  map.set(id, value);
  if (map.size > MOST) map.delete(map.keys().next().value!);
}

/** Items and responses of the Responses API, to which callers can refer instead of sending them again. */
export class StoredItems {
  readonly #messages = new Map<string, Message>();
  readonly #responses = new Map<string, Message[]>();

  keep(items: [id: string, message: Message][]): void {
    for (const [id, message] of items) remember(this.#messages, id, message);
  }

  keepResponse(id: string, messages: Message[]): void {
    remember(this.#responses, id, messages);
  }

  /**
   * Returns the message of an item.
   *
   * @throws {UnknownItem} if the item is not stored
   */
  message(id: string): Message {
    const message = this.#messages.get(id);
    if (message === undefined) throw new UnknownItem(`Item with id '${id}' not found.`);
    return message;
  }

  /**
   * Returns the conversation up to and including a response.
   *
   * @throws {UnknownItem} if the response is not stored
   */
  response(id: string): Message[] {
    const messages = this.#responses.get(id);
    if (messages === undefined) throw new UnknownItem(`Previous response with id '${id}' not found.`);
    return messages;
  }
}
