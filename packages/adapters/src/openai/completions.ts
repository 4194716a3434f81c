import { objectsOf, textOf } from '../model-calls/body-fields.ts';
import type { Body, Endpoint, StreamAccumulator } from '../model-calls/endpoint.ts';
import { usageOf } from '../model-calls/openai-usage.ts';
import { requestSpan } from './request-span.ts';
import { threadOfRequest } from './thread-of-request.ts';

/** Joins the chunks of a text completion. */
class CompletionStream implements StreamAccumulator {
  readonly #texts: string[] = [];
  readonly #fields: Record<string, unknown> = {};
  #finishReason: unknown;

  add(chunk: Body): boolean {
    let hasContent = false;
    for (const key of ['id', 'model', 'usage']) if (chunk[key] != null) this.#fields[key] = chunk[key];
    for (const { index, text = '', finish_reason } of objectsOf(chunk['choices'])) {
      const at = typeof index === 'number' ? index : 0;
      this.#texts[at] = (this.#texts[at] ?? '') + String(text);
      this.#finishReason = finish_reason ?? this.#finishReason;
      hasContent ||= text !== '';
    }
    return hasContent;
  }

  response(): Body {
    return { ...this.#fields, choices: this.#texts.map((text) => ({ text, finish_reason: this.#finishReason })) };
  }
}

/** Endpoint `completions.create`, the predecessor of chat completions. */
export const completions: Endpoint = {
  name: 'completions.create',
  start: (request) => requestSpan(request, 'llm', { prompt: request['prompt'] }),
  accumulator: () => new CompletionStream(),
  threadId: threadOfRequest,

  result(completion) {
    const choices = objectsOf(completion['choices']);
    const texts = choices.map(({ text }) => text);
    return {
      output: texts.length > 1 ? texts : texts[0],
      model: textOf(completion['model']),
      ...usageOf(completion['usage']),
      metadata: { finishReason: choices[0]?.['finish_reason'] ?? undefined, responseId: completion['id'] },
    };
  },
};
