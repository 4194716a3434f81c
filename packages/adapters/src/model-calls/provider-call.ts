import {
  activeContext,
  nowMs,
  type SpanHandle,
  type SpanUpdateOptions,
  type TraceHandle,
  type Vitrine,
} from '@vitrine/core';
import { uncounted } from './counted-usage.ts';
import { countedResponses } from './counted-responses.ts';
import type { Body, Endpoint, ResponseRecorder, StreamAccumulator } from './endpoint.ts';
import type { ModelClientOptions } from './model-client-options.ts';
import { modelSpans } from './model-spans.ts';
import { pendingCalls } from './pending-calls.ts';
import { providerErrorOf } from './provider-error.ts';

/** Recorder of one model call: its span, and its trace unless it nests in another. Recording never throws. */
export class ProviderCall implements ResponseRecorder {
  readonly span: SpanHandle;
  readonly #client: Vitrine;
  readonly #endpoint: Endpoint;
  readonly #trace: TraceHandle | undefined;
  readonly #metadata: object | undefined;
  readonly #startMs: number;
  #accumulator: StreamAccumulator | undefined;
  #ttft: number | undefined;
  #lastEventMs: number;
  #ended = false;

  private constructor(client: Vitrine, endpoint: Endpoint, request: Body, options: ModelClientOptions) {
    this.#client = client;
    this.#endpoint = endpoint;
    const enclosing = client.currentHandle() ?? options.parent;
    this.#startMs = enclosing?.now() ?? nowMs();
    this.#lastEventMs = this.#startMs;
    const start = endpoint.start(request);
    const { threadId, tags, metadata, name = endpoint.name } = options;
    // Options around the call take precedence over the options of the client.
    const around = activeContext.options()?.trace?.threadId;
    const thread = around ?? (typeof threadId === 'function' ? threadId(request) : threadId);
    this.#trace =
      enclosing === undefined
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
    this.span = (enclosing ?? this.#trace!).span({ ...start, provider, startTime: this.#startMs });
    if (isModel) modelSpans.add(this.span);
  }

  /**
   * Starts to record a call. Returns undefined if the endpoint does not record it, if it is part of a recorded model
   * call, or if recording fails.
   */
  static begin(
    client: Vitrine,
    endpoint: Endpoint,
    request: Body,
    options: ModelClientOptions,
  ): ProviderCall | undefined {
    try {
      const isLeftOut = endpoint.isOf?.(request) === false || modelSpans.isInside(client);
      return isLeftOut ? undefined : new ProviderCall(client, endpoint, request, options);
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
      this.#lastEventMs = this.span.now();
      this.#accumulator ??= this.#endpoint.accumulator?.();
      if (this.#accumulator?.add(chunk) === true) this.#ttft ??= this.#lastEventMs - this.#startMs;
    });
  }

  complete(response: Body): void {
    this.#quietly(() => {
      if (!this.#waits(response)) this.#end(this.#resultOf(response));
    });
  }

  /** Keeps the call open if its response is not finished and is fetched later. Records what has come. */
  #waits(response: Body): boolean {
    const id = this.#endpoint.pendingId?.(response);
    if (id === undefined || this.#ended) return false;
    pendingCalls(this.#client).set(id, this);
    const { output, model, metadata } = this.#endpoint.result(response);
    this.span.update({ output, model, metadata: { ...this.#metadata, ...(metadata as object | undefined) } });
    return true;
  }

  streamEnd(reason?: 'aborted' | 'left'): void {
    this.#quietly(() => {
      if (this.#accumulator !== undefined && this.#waits(this.#accumulator.response())) return;
      const result = this.#partialResult();
      if (reason === undefined) return this.#end(result);
      const metadata = result.metadata as { finishReason?: unknown } | undefined;
      const endTime = reason === 'left' ? this.#lastEventMs : undefined;
      this.#end({ ...result, endTime, metadata: { ...metadata, finishReason: metadata?.finishReason ?? reason } });
    });
  }

  /** Ends the call without its content, because the app reads the response without the SDK. */
  rawResponse(): void {
    this.#quietly(() => this.#end({ metadata: { rawResponse: true } }));
  }

  fail(thrown: unknown): void {
    this.#quietly(() => {
      if (this.#accumulator !== undefined && this.#waits(this.#accumulator.response())) return;
      this.#end({ ...this.#partialResult(), errorInfo: providerErrorOf(thrown) });
    });
  }

  #partialResult(): SpanUpdateOptions {
    return this.#accumulator === undefined ? {} : this.#resultOf(this.#accumulator.response());
  }

  #resultOf(response: Body): SpanUpdateOptions {
    const result = this.#endpoint.result(response);
    const id = response['id'] ?? response['responseId'];
    return this.#ended || !countedResponses.claim(this.#client, id, 'client') ? uncounted(result) : result;
  }

  /** Ends the span and the trace. An update replaces the metadata, so the end repeats the metadata of the start. */
  #end({ metadata, ...result }: SpanUpdateOptions): void {
    if (this.#ended) return;
    this.#ended = true;
    const { endTime = this.span.now(), output, errorInfo } = result;
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
