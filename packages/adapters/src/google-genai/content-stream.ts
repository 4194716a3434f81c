import { objectOf, objectsOf } from '../model-calls/body-fields.ts';
import type { Body, StreamAccumulator } from '../model-calls/endpoint.ts';

/** Whether two parts are chunks of one text. */
function isSameText(one: Body | undefined, other: Body): boolean {
  return typeof one?.['text'] === 'string' && typeof other['text'] === 'string' && one['thought'] === other['thought'];
}

interface Candidate {
  parts: Body[];
  finishReason: unknown;
}

/** Joins the chunks of a stream into one response. */
export class ContentStream implements StreamAccumulator {
  readonly #candidates: Candidate[] = [];
  readonly #fields: Record<string, unknown> = {};

  add(chunk: Body): boolean {
    for (const key of ['modelVersion', 'responseId', 'usageMetadata', 'promptFeedback']) {
      if (chunk[key] != null) this.#fields[key] = chunk[key];
    }
    let hasContent = false;
    for (const { index, content, finishReason } of objectsOf(chunk['candidates'])) {
      const candidate = (this.#candidates[typeof index === 'number' ? index : 0] ??= {
        parts: [],
        finishReason: undefined,
      });
      candidate.finishReason = finishReason ?? candidate.finishReason;
      // The SDK adds the results of functions that it called to the stream; the model did not send them.
      if (objectOf(content)['role'] === 'user') continue;
      for (const part of objectsOf(objectOf(content)['parts'])) {
        hasContent ||= part['text'] !== '';
        const last = candidate.parts.at(-1);
        if (last !== undefined && isSameText(last, part)) {
          const text = String(last['text']) + String(part['text']);
          candidate.parts[candidate.parts.length - 1] = { ...last, ...part, text };
        } else candidate.parts.push(part);
      }
    }
    return hasContent;
  }

  response(): Body {
    const candidates = this.#candidates
      .filter((candidate) => candidate !== undefined)
      .map(({ parts, finishReason }) => ({ content: { role: 'model', parts }, finishReason }));
    return { ...this.#fields, candidates };
  }
}
