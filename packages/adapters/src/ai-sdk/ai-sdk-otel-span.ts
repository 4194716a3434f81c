import type { Span, SpanContext } from '@opentelemetry/api';
import type { Attributes } from './span-attributes.ts';

/** `INVALID_SPAN_CONTEXT` of `@opentelemetry/api`, because these spans are not part of an OpenTelemetry trace. */
const NO_CONTEXT: SpanContext = { traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 };
const ERROR = 2;

/** Error of a span. */
export interface SpanFailure {
  error: unknown;
}

/** Span that the AI SDK writes to. Only the first call of `end` has an effect. */
export class AiSdkOtelSpan implements Span {
  readonly attributes: Attributes;
  #failure: SpanFailure | undefined;
  #isOver = false;
  readonly #end: (attributes: Attributes, failure: SpanFailure | undefined) => void;

  constructor(attributes: Attributes, end: (attributes: Attributes, failure: SpanFailure | undefined) => void) {
    this.attributes = { ...attributes };
    this.#end = end;
  }

  spanContext(): SpanContext {
    return NO_CONTEXT;
  }

  setAttribute(name: string, value: unknown): this {
    this.attributes[name] = value;
    return this;
  }

  setAttributes(attributes: Attributes): this {
    Object.assign(this.attributes, attributes);
    return this;
  }

  addEvent(_name: string, attributes?: unknown): this {
    // The event of the first chunk has the time to first token.
    if (typeof attributes === 'object' && attributes !== null) Object.assign(this.attributes, attributes);
    return this;
  }

  recordException(exception: unknown): void {
    this.#failure = { error: errorOf(exception) };
  }

  setStatus({ code, message }: { code: number; message?: string }): this {
    if (code === ERROR) this.#failure ??= { error: new Error(message ?? 'The call failed.') };
    return this;
  }

  addLink(): this {
    return this;
  }

  addLinks(): this {
    return this;
  }

  updateName(): this {
    return this;
  }

  isRecording(): boolean {
    return !this.#isOver;
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#end(this.attributes, this.#failure);
  }
}

/** Turns an exception of OpenTelemetry, `{ name, message, stack }`, into error info. An `Error` stays as it is. */
function errorOf(exception: unknown): unknown {
  if (exception instanceof Error || typeof exception !== 'object' || exception === null) return exception;
  const { name = 'Error', message = '', stack = '' } = exception as { name?: string; message?: string; stack?: string };
  return { exception_type: name, message, traceback: stack };
}
