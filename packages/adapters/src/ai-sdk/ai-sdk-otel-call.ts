import { type Frame, newId, type Vitrine } from '@vitrine/core';
import type { AiSdkOptions } from './call-source.ts';
import { leftStreams } from './abandoned-streams.ts';
import { RecordedCall } from './ai-sdk-call.ts';
import { recordedCalls } from './open-calls.ts';
import * as events from './span-attributes.ts';
import { threadOfCall } from './thread-of-call.ts';
import type { SpanFailure } from './ai-sdk-otel-span.ts';

/** The calls that the running code is a part of, by the frame that it runs in. */
export const callsOfFrames = new WeakMap<Frame, TracedCall>();

/** Operations whose model calls are steps; the others have one. */
const IN_STEPS = new Set(['ai.generateText', 'ai.streamText']);

/** A call of the AI SDK 5 or 6, as its OpenTelemetry spans tell of it. */
export class TracedCall {
  readonly call: RecordedCall;
  readonly #id = newId();
  readonly #inSteps: boolean;
  #steps = 0;
  /** The last call of the model failed: the next one is another try. */
  #isRetry = false;

  constructor(client: Vitrine, options: AiSdkOptions, source: object, attributes: events.Attributes) {
    const start = events.operationStart(this.#id, attributes);
    this.#inSteps = IN_STEPS.has(start.operationId ?? '');
    this.call = new RecordedCall(client, source, start, threadOfCall(start, options.threadId));
    recordedCalls.add(this.#id, this.call);
  }

  modelStart(attributes: events.Attributes): void {
    const start = events.modelStart(this.#id, attributes);
    this.call.toolsKnown((start.tools ?? []).map((tool) => String(tool.name)));
    if (this.#inSteps && !this.#isRetry) this.call.stepStart({ callId: this.#id, stepNumber: this.#steps++ });
    this.#isRetry = false;
    this.call.modelStart(start);
    this.heard();
  }

  modelEnd(attributes: events.Attributes, failure: SpanFailure | undefined): void {
    this.heard();
    if (failure === undefined) return this.call.modelEnd(events.modelEnd(this.#id, attributes));
    this.#isRetry = true;
    this.call.modelFail({ callId: this.#id, ...failure });
  }

  /** The stream of the running call of the model; nobody says so where it is left unread. */
  watch(stream: unknown): void {
    leftStreams.watch({ stream }, { callId: this.#id, model: this.call.modelHandle });
  }

  toolStart(attributes: events.Attributes): void {
    this.call.toolStart(events.toolStart(this.#id, attributes));
    this.heard();
  }

  toolEnd(attributes: events.Attributes, failure: SpanFailure | undefined): void {
    this.heard();
    this.call.toolEnd(events.toolEnd(this.#id, attributes, failure?.error));
  }

  end(attributes: events.Attributes, failure: SpanFailure | undefined): void {
    recordedCalls.delete(this.#id);
    if (failure === undefined) this.call.operationEnd(events.operationEnd(this.#id, attributes));
    else this.call.fail({ callId: this.#id, ...failure });
  }

  heard(): void {
    this.call.heardMs = Date.now();
  }
}
