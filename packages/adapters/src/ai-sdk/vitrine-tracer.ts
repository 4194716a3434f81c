import {
  activeContext,
  defaultClient,
  type Frame,
  type SpanHandle,
  type TraceHandle,
  type Vitrine,
} from '@vitrine/core';
import type { Span, Tracer } from '@opentelemetry/api';
import type { AiSdkOptions } from './call-source.ts';
import { usageOf } from './usage-of.ts';
import { type Attributes, metadataOfResult, usageOfResult } from './span-attributes.ts';
import { callOfFrame, AiSdkOtelCall } from './ai-sdk-otel-call.ts';
import { type SpanFailure, AiSdkOtelSpan } from './ai-sdk-otel-span.ts';

/** Functions that record the spans of some operations. */
interface SpanType {
  operation: RegExp;
  start(call: AiSdkOtelCall, attributes: Attributes): void;
  end(call: AiSdkOtelCall, attributes: Attributes, failure: SpanFailure | undefined): void;
  /** Returns the parent of what the span's code records. */
  inside(call: AiSdkOtelCall, attributes: Attributes): TraceHandle | SpanHandle;
}

/**
 * Spans of an operation's parts. Any other span is an operation, or the inner span of an embedding, which is ignored.
 */
const PARTS: readonly SpanType[] = [
  {
    operation: /^ai\.(?:generate|stream)\w+\.do\w+$/,
    start: (call, attributes) => call.modelStart(attributes),
    end: (call, attributes, failure) => call.modelEnd(attributes, failure),
    inside: ({ call }) => call.modelHandle,
  },
  {
    operation: /^ai\.toolCall$/,
    start: (call, attributes) => call.toolStart(attributes),
    end: (call, attributes, failure) => call.toolEnd(attributes, failure),
    inside: ({ call }, attributes) => call.toolHandle(String(attributes['ai.toolCall.id'])) ?? call.inside,
  },
];
const OPERATION: SpanType = {
  operation: /^ai\.(?:generateText|streamText|generateObject|streamObject|embed|embedMany|rerank)$/,
  start() {},
  end: (call, attributes, failure) => call.end(attributes, failure),
  inside: ({ call }) => call.inside,
};

type Callback = (span: Span) => unknown;

/**
 * Creates a tracer for the AI SDK 5 and 6, which report their calls only through OpenTelemetry. It records the same as
 * {@link vitrineTelemetry} for version 7. It needs no OpenTelemetry setup, and is not part of one. If a call's
 * telemetry sets `recordInputs` or `recordOutputs` to false, its inputs or outputs are not recorded.
 *
 * @param client Vitrine client; the default client if left out
 * @example
 * const tracer = vitrineTracer(new Vitrine({ projectName: 'support' }));
 * await generateText({ model, prompt: 'Hello', experimental_telemetry: { isEnabled: true, tracer } });
 */
export function vitrineTracer(client: Vitrine = defaultClient(), options: AiSdkOptions = {}): Tracer {
  const source = {};

  const quietly = <R>(record: () => R): R | undefined => {
    try {
      return record();
    } catch (error) {
      client.warn('An AI SDK call could not be recorded', error);
      return undefined;
    }
  };

  /** Returns the call that contains the running code. */
  const enclosingCall = (): AiSdkOtelCall | undefined => {
    let frame: Frame | undefined = activeContext.storage.getStore();
    while (frame !== undefined) {
      const call = callOfFrame.get(frame);
      if (call !== undefined) return call.call.client === client ? call : undefined;
      frame = frame.outer;
    }
    return undefined;
  };

  const begin = (attributes: Attributes): { span: AiSdkOtelSpan; frame: Frame | undefined } => {
    const started = quietly(() => {
      const id = String(attributes['ai.operationId']);
      const part = PARTS.find(({ operation }) => operation.test(id));
      const spanType = part ?? (OPERATION.operation.test(id) ? OPERATION : undefined);
      const call =
        part === undefined && spanType !== undefined
          ? new AiSdkOtelCall(client, options, source, attributes)
          : enclosingCall();
      if (spanType === undefined || call === undefined) return undefined;
      spanType.start(call, attributes);
      const frame = activeContext.frame(client, spanType.inside(call, attributes));
      callOfFrame.set(frame, call);
      const span = new AiSdkOtelSpan(attributes, (all, failure) => quietly(() => spanType.end(call, all, failure)));
      return { span, frame };
    });
    return started ?? { span: new AiSdkOtelSpan(attributes, () => {}), frame: undefined };
  };

  /** Follows the stream of a model call. Returns the result for the AI SDK, which made it for this call. */
  const followStream = (frame: Frame, result: unknown): unknown => {
    const { result: streamed } = (result ?? {}) as { result?: { stream?: unknown } };
    const stream = streamed?.stream;
    const call = callOfFrame.get(frame);
    if (call === undefined || !(stream instanceof ReadableStream)) return result;
    return { ...(result as object), result: { ...streamed, stream: quietly(() => call.watch(stream)) ?? stream } };
  };

  /** Reads the usage, which the span of a model call does not have, from its result. */
  const readUsage = (frame: Frame, attributes: Attributes, result: unknown): void => {
    if (!String(attributes['ai.operationId']).includes('.do')) return;
    const usage = attributes['ai.usage.promptTokens'] === undefined ? undefined : usageOfResult(result);
    if (usage !== undefined) (frame.handle as SpanHandle).update(usageOf(usage, metadataOfResult(result)));
  };

  const startActiveSpan = (_name: string, ...rest: unknown[]): unknown => {
    const callback = rest.at(-1) as Callback;
    const options = rest.length > 1 ? (rest[0] as { attributes?: Attributes }) : {};
    const { span, frame } = begin(options.attributes ?? {});
    if (frame === undefined) return callback(span);
    const result = activeContext.storage.run(frame, () => callback(span));
    if (!(result instanceof Promise)) return result;
    if (String(span.attributes['ai.operationId']).endsWith('.doStream')) {
      return result.then((value: unknown) => followStream(frame, value));
    }
    result.then(
      (value) => quietly(() => readUsage(frame, span.attributes, value)),
      () => {},
    );
    return result;
  };

  return {
    startSpan: (_name, options) => begin(options?.attributes ?? {}).span,
    startActiveSpan: startActiveSpan,
  };
}
