import {
  canonicalProvider,
  errorInfoOf,
  nowMs,
  type SpanHandle,
  type SpanOptions,
  type TraceHandle,
  type Vitrine,
} from '@vitrine/core';
import type { OpenEntry } from '../open-entries.ts';
import type { Body } from '../model-calls/endpoint.ts';
import { modelSpans } from '../model-calls/model-spans.ts';
import { providerErrorOf } from '../model-calls/provider-error.ts';
import { StreamedAnswer } from './streamed-answer.ts';
import { type OnBreak, watchedStream } from './watched-stream.ts';
import type {
  Failure,
  ModelEnd,
  ModelStart,
  OperationEnd,
  OperationStart,
  StepStart,
  ToolEnd,
  ToolStart,
} from './events.ts';
import { answerText, callsTools, messagesOf, modelResult, modelSpan } from './model-span.ts';
import { isStepped, operationInput, operationKind, operationName, operationOutput } from './operations.ts';

/** Fields that the end of a span and the end of a trace have in common. */
interface Ending {
  endTime: number;
  output?: unknown;
  errorInfo?: unknown;
}

/**
 * Recorder of one operation of the AI SDK, such as `generateText` or `embed`. An operation with tools is an agent with
 * steps, and each step has its model call and its tool calls. An operation without tools is a model call only. An
 * outermost operation also makes a trace; any other one nests in the active trace or span.
 */
export class AiSdkCall implements OpenEntry {
  readonly client: Vitrine;
  /** Source whose events are recorded; events of other sources are ignored. */
  source: object;
  /** Time of the last event, in ms since the epoch. */
  lastEventMs = Date.now();
  readonly #trace: TraceHandle | undefined;
  /** Parent of the operation's own spans. */
  readonly #enclosing: TraceHandle | SpanHandle;
  /** Span of the agent, or the only span of an operation without steps. */
  #operation: SpanHandle | undefined;
  /** Starts the agent's span as soon as its tools are known, if the start of the operation does not have them. */
  #beginAgent: ((tools: readonly string[]) => void) | undefined;
  readonly #stepped: boolean;
  readonly #startMs: number;
  #step: SpanHandle | undefined;
  #model: SpanHandle | undefined;
  #modelStart: SpanOptions | undefined;
  #modelStartMs = 0;
  readonly #tools = new Map<string, SpanHandle>();
  /** What the current model call has streamed. */
  #streamed: StreamedAnswer | undefined;
  /** Whether outputs may be recorded, as far as the call's telemetry says. */
  #recordsOutputs: boolean;
  #answer: string | undefined;
  /** Error of a model call that the AI SDK ended without one. */
  #error: unknown;
  #ttft: number | undefined;

  constructor(client: Vitrine, source: object, event: OperationStart, threadId: string | undefined) {
    this.client = client;
    this.source = source;
    this.#stepped = isStepped(event);
    const enclosing = client.currentHandle();
    this.#startMs = event.timestamp ?? enclosing?.now() ?? nowMs();
    this.#recordsOutputs = event.recordOutputs !== false;
    const name = operationName(event);
    const startTime = this.#startMs;
    const input = this.#stepped ? this.#inputOf(event) : operationInput(event);
    this.#trace =
      enclosing === undefined
        ? client.trace({ name, input, threadId, startTime, tags: event.tags, metadata: operationMetadata(event) })
        : undefined;
    this.#enclosing = enclosing ?? (this.#trace as TraceHandle);
    if (event.toolsAreLate === true && this.#stepped) {
      this.#beginAgent = (tools) => {
        const withTools = { ...event, tools: Object.fromEntries(tools.map((tool) => [tool, true])) };
        this.#operation = this.#operationSpan(withTools, input)?.(this.#enclosing);
      };
    } else {
      this.#operation = this.#operationSpan(event, input)?.(this.#enclosing);
    }
  }

  /** Sets the tools, if the start of the operation did not have them. */
  toolsKnown(tools: readonly string[]): void {
    this.#beginAgent?.(tools);
    this.#beginAgent = undefined;
  }

  #inputOf(event: OperationStart): unknown {
    return event.messages === undefined && event.prompt !== undefined ? { prompt: event.prompt } : messagesOf(event);
  }

  /**
   * Returns a function that starts the operation's own span, if it has one. If `recordInputs` is false, it is unknown
   * whether there are tools; the operation then counts as an agent.
   */
  #operationSpan(event: OperationStart, input: unknown) {
    const startTime = this.#startMs;
    if (!this.#stepped) {
      const { modelId: model } = event;
      const provider = event.provider && canonicalProvider(event.provider);
      const kind = operationKind(event);
      return (enclosing: TraceHandle | SpanHandle) =>
        enclosing.span({ name: model ?? kind, kind, input, model, provider, startTime });
    }
    const tools = Object.keys(event.tools ?? {});
    if (tools.length === 0 && event.recordInputs !== false) return undefined;
    const name = event.functionId ?? 'agent';
    return (enclosing: TraceHandle | SpanHandle) =>
      enclosing.span({
        name,
        kind: 'agent',
        input,
        startTime,
        metadata: { ...operationMetadata(event), tools: tools.length > 0 ? tools : undefined },
      });
  }

  /** Returns the time of an event, in ms since the epoch, on the monotonic clock of the trace. */
  #timeOf(event: { timestamp?: number | undefined }): number {
    return event.timestamp ?? this.#enclosing.now();
  }

  /** Parent of what the operation's code records. */
  get inside(): TraceHandle | SpanHandle {
    return this.#step ?? this.#operation ?? this.#enclosing;
  }

  get isPending(): boolean {
    return this.#tools.size > 0;
  }

  get modelHandle(): TraceHandle | SpanHandle {
    return this.#model ?? this.inside;
  }

  toolHandle(toolCallId: string): SpanHandle | undefined {
    return this.#tools.get(toolCallId);
  }

  stepStart(event: StepStart): void {
    if (this.#operation === undefined || !this.#stepped) return;
    this.stepEnd(event);
    this.#step = this.#operation.span({
      name: `step ${event.stepNumber + 1}`,
      kind: 'step',
      startTime: this.#timeOf(event),
    });
  }

  /**
   * Ends the step and its model call. A streamed model call may still be open, because the diagnostics channel has no
   * event for its end.
   */
  stepEnd(event: { timestamp?: number | undefined }): void {
    const ending = { endTime: this.#timeOf(event) };
    if (this.#streamed?.hasFinished === true && this.#recordsOutputs)
      this.modelEnd(this.#streamed.toEnd(ending.endTime));
    else this.#endPartly(ending);
    this.#step?.end(ending);
    this.#model = undefined;
    this.#step = undefined;
  }

  modelStart(event: ModelStart): void {
    this.#modelStartMs = this.#timeOf(event);
    this.#modelStart = { ...modelSpan(event), startTime: this.#modelStartMs };
    this.#model = this.inside.span(this.#modelStart);
    modelSpans.add(this.#model);
    this.#streamed = undefined;
    this.#error = undefined;
  }

  /**
   * Returns a stream of the same parts for the reader of the current model call. If the call fails, what came stays.
   */
  watch(stream: ReadableStream<Body>, onBreak?: OnBreak): ReadableStream<Body> {
    if (stream.locked) return stream;
    const streamed = new StreamedAnswer();
    this.#streamed = streamed;
    return watchedStream(
      stream,
      (part) => {
        this.lastEventMs = Date.now();
        streamed.add(part);
      },
      onBreak,
    );
  }

  /** Ends a model call that the AI SDK does not end, with what it streamed. */
  #endPartly(ending: Ending, finishReason?: string): void {
    const streamed = this.#streamed;
    this.#streamed = undefined;
    if (streamed === undefined) return this.#model?.end(ending);
    this.#error = ending.errorInfo ?? (streamed.error === undefined ? undefined : providerErrorOf(streamed.error));
    const event = streamed.toEnd();
    const content = this.#recordsOutputs ? event.content : [];
    const { errorInfo: _, ...result } = modelResult(this.#modelStart, {
      ...event,
      content,
      finishReason: finishReason ?? event.finishReason,
    });
    this.#answer = (this.#recordsOutputs && answerText(event)) || this.#answer;
    this.#model?.end({ ...result, ...ending, errorInfo: this.#error });
  }

  /**
   * Ends the model call. If the model calls no tools, this also ends the operation, because the AI SDK sends no more
   * events if the reader leaves the stream. Usually the end of the operation follows, and ends it again.
   */
  modelEnd(event: ModelEnd): void {
    const endTime = this.#timeOf(event);
    const result = modelResult(this.#modelStart, event);
    const { error } = this.#streamed ?? {};
    if (result.errorInfo !== undefined && error !== undefined) result.errorInfo = providerErrorOf(error);
    this.#model?.end({ ...result, endTime });
    this.#model = undefined;
    this.#streamed = undefined;
    if (event.recordOutputs === false) this.#recordsOutputs = false;
    this.#answer = answerText(event) ?? this.#answer;
    if (result.ttft !== undefined) this.#ttft ??= this.#modelStartMs - this.#startMs + result.ttft;
    if (callsTools(event)) return;
    this.#step?.end({ endTime });
    this.#end({ endTime, output: this.#answer, errorInfo: result.errorInfo });
  }

  /** Ends a failed model call. The step stays open, because the call may be retried. */
  modelFail(event: Failure): void {
    this.#endPartly({ endTime: this.#timeOf(event), errorInfo: providerErrorOf(event.error) });
    this.#model = undefined;
  }

  toolStart(event: ToolStart): void {
    const { toolCallId, toolName, input } = event.toolCall;
    const startTime = this.#timeOf(event);
    const span = this.inside.span({ name: toolName, kind: 'tool', input, startTime, metadata: { toolCallId } });
    this.#tools.set(toolCallId, span);
  }

  toolEnd(event: ToolEnd): void {
    const { toolCall, toolOutput } = event;
    const failed = toolOutput?.type === 'tool-error';
    this.#tools.get(toolCall.toolCallId)?.end({
      endTime: this.#timeOf(event),
      output: toolOutput?.output,
      errorInfo: failed ? errorInfoOf(toolOutput.error) : undefined,
    });
    this.#tools.delete(toolCall.toolCallId);
  }

  operationEnd(event: OperationEnd): void {
    const endTime = this.#timeOf(event);
    this.stepEnd(event);
    if (this.#stepped) {
      const output = event.recordOutputs === false ? undefined : (event.object ?? event.text ?? this.#answer);
      return this.#end({ endTime, output });
    }
    const tokens = event.usage?.tokens;
    if (tokens !== undefined) this.#operation?.update({ ledger: { input: tokens } });
    this.#end({ endTime, output: operationOutput(event) });
  }

  /** Ends all open spans with an error or the reason of an abort. */
  fail(event: Failure): void {
    const errorInfo = providerErrorOf(event.error ?? event.reason);
    this.stepFail(event);
    this.#end({ endTime: this.#timeOf(event), errorInfo, output: this.#answer });
  }

  /** Ends all open spans at the time of the last event, because no more events arrive (abandoned stream). */
  abandon(): void {
    const ending = { endTime: this.lastEventMs };
    const open = [...this.#tools.values(), this.#step].filter((span) => span !== undefined);
    if (this.#model === undefined && open.length === 0) return;
    const streamed = this.#streamed;
    if (this.#model !== undefined) this.#endPartly(ending, 'left');
    // The call may go on.
    this.#streamed = streamed;
    for (const span of open) span.end(ending);
    this.#model?.update({ metadata: { ...(this.#modelStart?.metadata as object | undefined), finishReason: 'left' } });
    this.#end({ ...ending, output: this.#answer });
  }

  /** Ends a failed step. The failure of the operation is a separate event. */
  stepFail(event: Failure): void {
    const ending = { endTime: this.#timeOf(event), errorInfo: providerErrorOf(event.error ?? event.reason) };
    this.#endPartly(ending, 'error' in event ? undefined : 'aborted');
    for (const open of [...this.#tools.values(), this.#step]) open?.end(ending);
    this.#tools.clear();
    this.#model = undefined;
    this.#step = undefined;
  }

  #end(ending: Ending): void {
    const errorInfo = ending.errorInfo ?? this.#error;
    this.#operation?.end({ ...ending, errorInfo });
    this.#trace?.end({ ...ending, errorInfo, ttft: this.#ttft });
  }
}

/** Returns the metadata of an operation's trace and agent. */
function operationMetadata({ operationId, functionId, runtimeContext }: OperationStart): Record<string, unknown> {
  const hasContext = Object.keys(runtimeContext ?? {}).length > 0;
  return { operation: operationId, functionId, runtimeContext: hasContext ? runtimeContext : undefined };
}
