import { objectOf } from '../model-calls/body-fields.ts';
import type { Body, StreamAccumulator } from '../model-calls/endpoint.ts';

/** Types of events that have the whole response so far. */
const WHOLE = new Set([
  'response.created',
  'response.queued',
  'response.in_progress',
  'response.completed',
  'response.incomplete',
  'response.failed',
  'response.cancelled',
]);

/** Fields of an item to which events append text, by the type of the event. */
const FIELDS: Readonly<Record<string, string>> = {
  'response.function_call_arguments.delta': 'arguments',
  'response.mcp_call_arguments.delta': 'arguments',
  'response.custom_tool_call_input.delta': 'input',
  'response.code_interpreter_call_code.delta': 'code',
};

/** Types and text fields of the parts of an item to which events append text, by the type of the event. */
const PARTS: Readonly<Record<string, { list: string; type: string; field: string }>> = {
  'response.output_text.delta': { list: 'content', type: 'output_text', field: 'text' },
  'response.refusal.delta': { list: 'content', type: 'refusal', field: 'refusal' },
  'response.reasoning_text.delta': { list: 'content', type: 'reasoning_text', field: 'text' },
  'response.reasoning_summary_text.delta': { list: 'summary', type: 'summary_text', field: 'text' },
};

type Item = Record<string, unknown>;

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function indexOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/**
 * Accumulator that keeps the latest whole response. While that has no output, the output is the finished items and what
 * came of the others.
 */
export class ResponseEvents implements StreamAccumulator {
  #response: Body = {};
  readonly #items: Item[] = [];

  add(event: Body): boolean {
    const type = String(event['type']);
    const index = indexOf(event['output_index']);
    if (WHOLE.has(type)) this.#response = objectOf(event['response']);
    else if (type === 'response.output_item.added' || type === 'response.output_item.done') {
      this.#items[index] = { ...objectOf(event['item']) };
    } else if (type === 'error') {
      const { code, message } = objectOf(event['error'] ?? event);
      this.#response = { ...this.#response, status: 'failed', error: { code, message } };
    } else if (type.endsWith('.delta')) this.#append(type, event, index);
    return type.endsWith('.delta');
  }

  #append(type: string, event: Body, index: number): void {
    const delta = textOf(event['delta']);
    const [field, part] = [FIELDS[type], PARTS[type]];
    if (field !== undefined) {
      const item = (this.#items[index] ??= { type: 'function_call' });
      item[field] = textOf(item[field]) + delta;
    } else if (part !== undefined) {
      const item = (this.#items[index] ??= { type: 'message', role: 'assistant' });
      const at = indexOf(event[part.list === 'summary' ? 'summary_index' : 'content_index']);
      const parts = [...((item[part.list] as Item[] | undefined) ?? [])];
      const before = parts[at] ?? { type: part.type };
      parts[at] = { ...before, [part.field]: textOf(before[part.field]) + delta };
      item[part.list] = parts;
    }
  }

  response(): Body {
    const { output } = this.#response;
    if (Array.isArray(output) && output.length > 0) return this.#response;
    return { ...this.#response, output: this.#items.filter((item) => item !== undefined) };
  }
}
