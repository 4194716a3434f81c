import { nowMs, type SpanHandle, type SpanUpdateOptions, type TraceHandle, type Vitrine } from '@vitrine/core';
import { countedAnswers } from './counted-responses.ts';
import type { Body, Endpoint, FollowedCall, Joining } from './endpoint.ts';
import type { ModelClientOptions } from './model-client-options.ts';
import { modelSpans } from './model-spans.ts';

/** One call of a model as it is recorded: its span, and its trace where nothing is recorded around it. None of it throws. */
export class ModelCall implements FollowedCall {
  readonly span: SpanHandle;
  readonly #client: Vitrine;
  readonly #endpoint: Endpoint;
  readonly #trace: TraceHandle | undefined;
  readonly #metadata: object | undefined;
  readonly #startMs: number;
  #joining: Joining | undefined;
  #ttft: number | undefined;
  #heardMs: number;
  #ended = false;

  private constructor(client: Vitrine, endpoint: Endpoint, request: Body, options: ModelClientOptions) {
    this.#client = client;
    this.#endpoint = endpoint;
    this.#startMs = nowMs();
    this.#heardMs = this.#startMs;
    const start = endpoint.start(request);
    const around = client.currentHandle() ?? options.parent;
    const { threadId, tags, metadata, name = endpoint.name } = options;
    const thread = typeof threadId === 'function' ? threadId(request) : threadId;
    this.#trace =
      around === undefined
        ? client.trace({
            name,
            tags,
            metadata,
            input: start.input,
            startTime: this.#startMs,
            threadId: thread ?? endpoint.threadId?.(request),
          })
        : undefined;
    this.#metadata = start.metadata as object | undefined;
    const isModel = start.kind !== 'agent';
    const provider = isModel ? (options.provider ?? start.provider) : undefined;
    this.span = (around ?? this.#trace!).span({ ...start, provider, startTime: this.#startMs });
    if (isModel) modelSpans.add(this.span);
  }

  /** Begins to record a call; not where a framework's adapter records it already, or where recording goes wrong. */
  static begin(client: Vitrine, endpoint: Endpoint, request: Body, options: ModelClientOptions): ModelCall | undefined {
    try {
      const isLeftOut = endpoint.isOf?.(request) === false || modelSpans.isInside(client);
      return isLeftOut ? undefined : new ModelCall(client, endpoint, request, options);
    } catch (error) {
      client.warn('A model call could not be recorded', error);
      return undefined;
    }
  }

  run<R>(fn: () => R): R {
    return this.#client.runWith(this.span, fn);
  }

  chunk(chunk: Body): void {
    this.#quietly(() => {
      this.#heardMs = nowMs();
      this.#joining ??= this.#endpoint.joining?.();
      if (this.#joining?.add(chunk) === true) this.#ttft ??= this.#heardMs - this.#startMs;
    });
  }

  answer(answer: Body): void {
    this.#quietly(() => this.#end(this.#resultOf(answer)));
  }

  streamEnd(reason?: 'aborted' | 'left'): void {
    this.#quietly(() => {
      const result = this.#joined();
      if (reason === undefined) return this.#end(result);
      const metadata = result.metadata as { finishReason?: unknown } | undefined;
      const endTime = reason === 'left' ? this.#heardMs : undefined;
      this.#end({ ...result, endTime, metadata: { ...metadata, finishReason: metadata?.finishReason ?? reason } });
    });
  }

  /** The user reads the response without the SDK: what is in it is not seen. */
  rawResponse(): void {
    this.#quietly(() => this.#end({ metadata: { rawResponse: true } }));
  }

  fail(thrown: unknown): void {
    this.#quietly(() => this.#end({ ...this.#joined(), errorInfo: thrown }));
  }

  #joined(): SpanUpdateOptions {
    return this.#joining === undefined ? {} : this.#resultOf(this.#joining.answer());
  }

  #resultOf(answer: Body): SpanUpdateOptions {
    const { ledger, ...result } = this.#endpoint.result(answer);
    const id = answer['id'] ?? answer['responseId'];
    return this.#ended || !countedAnswers.claim(this.#client, id, 'client') ? result : { ...result, ledger };
  }

  /** Metadata replaces, so what the start said is said again. */
  #end({ metadata, ...result }: SpanUpdateOptions): void {
    if (this.#ended) return;
    this.#ended = true;
    const { endTime = nowMs(), output, errorInfo } = result;
    this.span.end({
      ...result,
      endTime,
      metadata: { ...this.#metadata, ...(metadata as object | undefined) },
      ttft: this.#ttft,
    });
    this.#trace?.end({ endTime, output, errorInfo, ttft: this.#ttft });
  }

  #quietly(record: () => void): void {
    try {
      record();
    } catch (error) {
      this.#client.warn('A model call could not be recorded', error);
    }
  }
}
