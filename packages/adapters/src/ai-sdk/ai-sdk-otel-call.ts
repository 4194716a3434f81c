import { type Frame, newId, type Vitrine } from '@vitrine/core';
import type { Body } from '../model-calls/endpoint.ts';
import type { AiSdkOptions } from './call-source.ts';
import { abandonedStreams } from './abandoned-streams.ts';
import { AiSdkCall } from './ai-sdk-call.ts';
import { openCalls } from './open-calls.ts';
import * as events from './span-attributes.ts';
import { threadOfCall } from './thread-of-call.ts';
import type { SpanFailure } from './ai-sdk-otel-span.ts';

/** Calls by the frame in which their code runs. */
export const callOfFrame = new WeakMap<Frame, AiSdkOtelCall>();

/** Operations with one step for each model call. Other operations have no steps. */
const IN_STEPS = new Set(['ai.generateText', 'ai.streamText']);

/** A call of the AI SDK 5 or 6, recorded from its OpenTelemetry spans. */
export class AiSdkOtelCall {
  readonly call: AiSdkCall;
  readonly #id = newId();
  readonly #inSteps: boolean;
  #steps = 0;
  /** Whether the last model call failed, which makes the next one a retry. */
  #isRetry = false;

  constructor(client: Vitrine, options: AiSdkOptions, source: object, attributes: events.Attributes) {
    const start = events.operationStart(this.#id, attributes);
    // No attribute says whether outputs may be recorded. Usually inputs and outputs are left out together.
    start.recordOutputs = start.recordInputs !== false && options.partialOutputs !== false;
    this.#inSteps = IN_STEPS.has(start.operationId ?? '');
    this.call = new AiSdkCall(client, source, start, threadOfCall(start, options.threadId));
    openCalls.endAbandoned();
    openCalls.add(this.#id, this.call);
  }

  modelStart(attributes: events.Attributes): void {
    const start = events.modelStart(this.#id, attributes);
    this.call.toolsKnown((start.tools ?? []).map((tool) => String(tool.name)));
    if (this.#inSteps && !this.#isRetry) this.call.stepStart({ callId: this.#id, stepNumber: this.#steps++ });
    this.#isRetry = false;
    this.call.modelStart(start);
    this.touch();
  }

  modelEnd(attributes: events.Attributes, failure: SpanFailure | undefined): void {
    this.touch();
    if (failure === undefined) return this.call.modelEnd(events.modelEnd(this.#id, attributes));
    this.#isRetry = true;
    this.call.modelFail({ callId: this.#id, ...failure });
  }

  /**
   * Watches the stream of the current model call, because the AI SDK reports neither a stream that breaks off or is
   * aborted, nor one that is never read. Returns the stream for its reader.
   */
  watch(stream: ReadableStream<Body>): ReadableStream<Body> {
    const watched = this.call.watch(stream, (failure) => {
      openCalls.delete(this.#id);
      if (failure === undefined) this.call.abandon();
      else this.call.fail({ callId: this.#id, ...failure });
    });
    abandonedStreams.watch({ stream: watched }, { callId: this.#id, model: this.call.modelHandle });
    return watched;
  }

  toolStart(attributes: events.Attributes): void {
    this.call.toolStart(events.toolStart(this.#id, attributes));
    this.touch();
  }

  toolEnd(attributes: events.Attributes, failure: SpanFailure | undefined): void {
    this.touch();
    this.call.toolEnd(events.toolEnd(this.#id, attributes, failure?.error));
  }

  end(attributes: events.Attributes, failure: SpanFailure | undefined): void {
    openCalls.delete(this.#id);
    if (failure === undefined) this.call.operationEnd(events.operationEnd(this.#id, attributes));
    else this.call.fail({ callId: this.#id, ...failure });
  }

  touch(): void {
    this.call.lastEventMs = Date.now();
  }
}
