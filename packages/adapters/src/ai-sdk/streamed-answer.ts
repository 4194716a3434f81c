import { objectOf, textOf } from '../model-calls/body-fields.ts';
import type { Body } from '../model-calls/endpoint.ts';
import type { ContentPart, ModelEnd } from './events.ts';
import { parseJsonText } from '../parse-json-text.ts';
import { providerUsage } from './provider-usage.ts';

/** Parses the input of a tool call, which is JSON text in the provider's answer. */
export function parsedInput(part: ContentPart): ContentPart {
  return part.type === 'tool-call' ? { ...part, input: parseJsonText(part.input) } : part;
}

/** Joins the parts of a provider's stream (`LanguageModelV2StreamPart` to `V4`), for an answer that is never ended. */
export class StreamedAnswer {
  /** Error that the provider sent as a part of the stream. */
  error: unknown;
  /** Whether the provider has ended the stream. */
  hasFinished = false;
  readonly #startMs = performance.now();
  readonly #parts = new Map<string, ContentPart>();
  readonly #end: Omit<ModelEnd, 'callId'> = {};

  add(part: Body): void {
    const id = textOf(part['id']) ?? textOf(part['toolCallId']) ?? String(this.#parts.size);
    switch (part['type']) {
      case 'text-delta':
        return this.#append(`text ${id}`, 'text', part['delta']);
      case 'reasoning-delta':
        return this.#append(`reasoning ${id}`, 'reasoning', part['delta']);
      case 'tool-input-start':
        this.#parts.set(`tool ${id}`, {
          type: 'tool-call',
          toolCallId: id,
          toolName: String(part['toolName']),
          input: '',
        });
        return;
      case 'tool-input-delta': {
        const call = this.#parts.get(`tool ${id}`);
        if (call !== undefined) call.input = String(call.input) + String(part['delta']);
        return;
      }
      case 'tool-call':
        this.#parts.set(`tool ${String(part['toolCallId'])}`, part as unknown as ContentPart);
        return;
      case 'file':
      case 'source':
      case 'tool-result':
        this.#parts.set(`${part['type']} ${this.#parts.size}`, part as unknown as ContentPart);
        return;
      case 'response-metadata':
        this.#end.responseId = textOf(part['id']) ?? this.#end.responseId;
        this.#end.modelId = textOf(part['modelId']) ?? this.#end.modelId;
        return;
      case 'error':
        this.error = part['error'];
        return;
      case 'finish':
        this.hasFinished = true;
        this.#end.finishReason = textOf(part['finishReason']) ?? textOf(objectOf(part['finishReason'])['unified']);
        this.#end.usage = providerUsage(part['usage']);
        this.#end.providerMetadata = part['providerMetadata'];
        return;
      default:
    }
  }

  #append(key: string, type: string, delta: unknown): void {
    this.#end.performance ??= { timeToFirstOutputMs: performance.now() - this.#startMs };
    const part = this.#parts.get(key) ?? { type, text: '' };
    part.text = (part.text ?? '') + String(delta);
    this.#parts.set(key, part);
  }

  /** Returns the answer so far. */
  toEnd(timestamp?: number): ModelEnd {
    return { ...this.#end, callId: '', timestamp, content: [...this.#parts.values()].map(parsedInput) };
  }
}
