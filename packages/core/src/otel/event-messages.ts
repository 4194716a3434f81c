import type { Json } from '../model/json.ts';
import { parseJson } from './attribute-reader.ts';

/**
 * The messages of one attribute that several events of a span have. A list that begins with all messages so far
 * replaces them, because some instrumentations repeat the conversation in every event; all other values continue the
 * list.
 */
export class EventMessages {
  #first: Json | undefined;
  #messages: Json[] = [];
  /** The messages as text. Each message is converted once, so that many events take linear time. */
  #texts: string[] = [];

  /** Adds the value of one event, and returns the value of all. A single value is returned as it is. */
  add(value: Json): Json {
    if (this.#first === undefined) {
      this.#first = value;
      return value;
    }
    if (this.#messages.length === 0) this.#continue(parseJson(this.#first));
    const parsed = parseJson(value);
    if (Array.isArray(parsed) && this.#isRepeatedBy(parsed)) {
      this.#messages = [];
      this.#texts = [];
    }
    this.#continue(parsed);
    return this.#messages;
  }

  #continue(value: Json): void {
    for (const message of Array.isArray(value) ? value : [value]) {
      this.#messages.push(message);
      this.#texts.push(JSON.stringify(message));
    }
  }

  #isRepeatedBy(list: readonly Json[]): boolean {
    return (
      list.length >= this.#texts.length && this.#texts.every((text, index) => text === JSON.stringify(list[index]))
    );
  }
}
