import { objectOf, objectsOf } from '../model-calls/body-fields.ts';
import type { Body, StreamAccumulator } from '../model-calls/endpoint.ts';

interface ToolCall {
  id: unknown;
  type: string;
  function: { name: string; arguments: string };
}

/** Choice of a completion, joined from its chunks. */
class Choice {
  finish_reason: unknown = null;
  role = 'assistant';
  /** Texts of the message: `content`, `refusal`, and reasoning, which endpoints name differently. */
  readonly #texts: Record<string, string> = {};
  readonly #calls: ToolCall[] = [];

  /** Adds a delta. Returns true if it has content of the model. */
  add(delta: Body): boolean {
    let hasContent = false;
    for (const [key, value] of Object.entries(delta)) {
      if (typeof value !== 'string' || value === '') continue;
      if (key === 'role') this.role = value;
      else {
        this.#texts[key] = (this.#texts[key] ?? '') + value;
        hasContent = true;
      }
    }
    const calls = objectsOf(delta['tool_calls']);
    for (const call of calls) this.#call(call);
    return hasContent || calls.length > 0;
  }

  /**
   * Adds a chunk of a tool call. A chunk has the index of its call. Some endpoints send whole calls without an index.
   */
  #call(chunk: Body): void {
    const index = typeof chunk['index'] === 'number' ? chunk['index'] : this.#calls.length;
    const { name, arguments: more } = objectOf(chunk['function']);
    const call = (this.#calls[index] ??= { id: undefined, type: 'function', function: { name: '', arguments: '' } });
    call.id ??= chunk['id'];
    if (typeof name === 'string') call.function.name += name;
    if (typeof more === 'string') call.function.arguments += more;
  }

  toJSON(): Body {
    const calls = this.#calls.filter((call) => call !== undefined);
    const message = { role: this.role, ...this.#texts, tool_calls: calls };
    return { message, finish_reason: this.finish_reason };
  }
}

/** Joins the chunks of a chat completion. */
export class ChatStream implements StreamAccumulator {
  readonly #choices: Choice[] = [];
  /** Other fields of the completion: `id`, `model`, `usage`, `service_tier`. */
  readonly #fields: Record<string, unknown> = {};

  add(chunk: Body): boolean {
    for (const key of ['id', 'model', 'usage', 'service_tier']) {
      if (chunk[key] != null) this.#fields[key] = chunk[key];
    }
    let hasContent = false;
    for (const { index, delta, finish_reason } of objectsOf(chunk['choices'])) {
      const choice = (this.#choices[typeof index === 'number' ? index : 0] ??= new Choice());
      if (finish_reason != null) choice.finish_reason = finish_reason;
      hasContent = choice.add(objectOf(delta)) || hasContent;
    }
    return hasContent;
  }

  response(): Body {
    return {
      ...this.#fields,
      choices: this.#choices.filter((choice) => choice !== undefined).map((it) => it.toJSON()),
    };
  }
}
