import { objectsOf, textOf } from '../model-calls/body-fields.ts';
import type { Body, Endpoint, Joining } from '../model-calls/endpoint.ts';
import { ledgerOf } from './ledger-of.ts';
import { requestSpan } from './request-span.ts';
import { threadOf } from './thread-of-request.ts';

/** Joins the chunks of a text completion into one. */
class CompletionStream implements Joining {
  readonly #texts: string[] = [];
  readonly #said: Record<string, unknown> = {};
  #finishReason: unknown;

  add(chunk: Body): boolean {
    let isSaid = false;
    for (const key of ['id', 'model', 'usage']) if (chunk[key] != null) this.#said[key] = chunk[key];
    for (const { index, text = '', finish_reason } of objectsOf(chunk['choices'])) {
      const at = typeof index === 'number' ? index : 0;
      this.#texts[at] = (this.#texts[at] ?? '') + String(text);
      this.#finishReason = finish_reason ?? this.#finishReason;
      isSaid ||= text !== '';
    }
    return isSaid;
  }

  answer(): Body {
    return { ...this.#said, choices: this.#texts.map((text) => ({ text, finish_reason: this.#finishReason })) };
  }
}

/** `completions.create`, of the time before chat. */
export const completions: Endpoint = {
  name: 'completions.create',
  start: (request) => requestSpan(request, 'llm', { prompt: request['prompt'] }),
  joining: () => new CompletionStream(),
  threadId: threadOf,

  result(completion) {
    const choices = objectsOf(completion['choices']);
    const texts = choices.map(({ text }) => text);
    return {
      output: texts.length > 1 ? texts : texts[0],
      model: textOf(completion['model']),
      ledger: ledgerOf(completion['usage']),
      metadata: { finishReason: choices[0]?.['finish_reason'] ?? undefined, responseId: completion['id'] },
    };
  },
};
