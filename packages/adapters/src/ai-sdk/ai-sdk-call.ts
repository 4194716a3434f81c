import {
  canonicalProvider,
  errorInfoOf,
  nowMs,
  type SpanHandle,
  type SpanOptions,
  type TraceHandle,
  type Vitrine,
} from '@vitrine/core';
import { modelSpans } from '../model-calls/model-spans.ts';
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

/** The end of a span or trace, as both take it. */
interface Ending {
  endTime: number;
  output?: unknown;
  errorInfo?: unknown;
}

function timeOf(event: { timestamp?: number | undefined }): number {
  return event.timestamp ?? nowMs();
}

/**
 * One operation of the AI SDK (`generateText`, `embed` ...) as a person would draw it. With tools: an agent, its steps,
 * and in each the model call and the tools it asked for. Without: just the model call. Outermost operations make the
 * trace as well; those inside something that is recorded are a part of that.
 */
export class AiSdkCall {
  readonly client: Vitrine;
  /** Which source of events tells of the call; the others are not heard. */
  source: object;
  /** When it was last heard of, in ms since the epoch. */
  lastEventMs = Date.now();
  readonly #trace: TraceHandle | undefined;
  /** What the operation's own spans are in. */
  readonly #enclosing: TraceHandle | SpanHandle;
  /** The agent, or the one span of an operation without steps. */
  #operation: SpanHandle | undefined;
  /** Begins the agent once it is known to have tools, where the start of the operation does not tell of them. */
  #beginAgent: ((tools: readonly string[]) => void) | undefined;
  readonly #stepped: boolean;
  readonly #startMs: number;
  #step: SpanHandle | undefined;
  #model: SpanHandle | undefined;
  #modelStart: SpanOptions | undefined;
  #modelStartMs = 0;
  readonly #tools = new Map<string, SpanHandle>();
  #answer: string | undefined;
  #ttft: number | undefined;

  constructor(client: Vitrine, source: object, event: OperationStart, threadId: string | undefined) {
    this.client = client;
    this.source = source;
    this.#stepped = isStepped(event);
    this.#startMs = timeOf(event);
    const name = operationName(event);
    const startTime = this.#startMs;
    const input = this.#stepped ? this.#inputOf(event) : operationInput(event);
    const enclosing = client.currentHandle();
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

  /** The tools are known, where the start of the operation did not tell of them. */
  toolsKnown(tools: readonly string[]): void {
    this.#beginAgent?.(tools);
    this.#beginAgent = undefined;
  }

  #inputOf(event: OperationStart): unknown {
    return event.messages === undefined && event.prompt !== undefined ? { prompt: event.prompt } : messagesOf(event);
  }

  /** How the operation's own span starts, if it has one. Where inputs are hidden, so are the tools. */
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

  /** What code that runs in the operation nests in. */
  get inside(): TraceHandle | SpanHandle {
    return this.#step ?? this.#operation ?? this.#enclosing;
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
      startTime: timeOf(event),
    });
  }

  /** The model call is over as well: its own end is not told of streams on the diagnostics channel. */
  stepEnd(event: { timestamp?: number | undefined }): void {
    const ending = { endTime: timeOf(event) };
    this.#model?.end(ending);
    this.#step?.end(ending);
    this.#model = undefined;
    this.#step = undefined;
  }

  modelStart(event: ModelStart): void {
    this.#modelStartMs = timeOf(event);
    this.#modelStart = { ...modelSpan(event), startTime: this.#modelStartMs };
    this.#model = this.inside.span(this.#modelStart);
    modelSpans.add(this.#model);
  }

  /**
   * The model has spoken. Where it called no tool this is the end of the operation as well, as far as anybody can tell:
   * of a stream that is left before its end the AI SDK says nothing more. What follows as a rule ends it again.
   */
  modelEnd(event: ModelEnd): void {
    const endTime = timeOf(event);
    const result = modelResult(this.#modelStart, event);
    this.#model?.end({ ...result, endTime });
    this.#model = undefined;
    this.#answer = answerText(event) ?? this.#answer;
    if (result.ttft !== undefined) this.#ttft ??= this.#modelStartMs - this.#startMs + result.ttft;
    if (callsTools(event)) return;
    this.#step?.end({ endTime });
    this.#end({ endTime, output: this.#answer, errorInfo: result.errorInfo });
  }

  /** A call of the model fails that may be tried again: the step goes on. */
  modelFail(event: Failure): void {
    this.#model?.end({ endTime: timeOf(event), errorInfo: errorInfoOf(event.error) });
    this.#model = undefined;
  }

  toolStart(event: ToolStart): void {
    const { toolCallId, toolName, input } = event.toolCall;
    const startTime = timeOf(event);
    const span = this.inside.span({ name: toolName, kind: 'tool', input, startTime, metadata: { toolCallId } });
    this.#tools.set(toolCallId, span);
  }

  toolEnd(event: ToolEnd): void {
    const { toolCall, toolOutput } = event;
    const failed = toolOutput?.type === 'tool-error';
    this.#tools.get(toolCall.toolCallId)?.end({
      endTime: timeOf(event),
      output: toolOutput?.output,
      errorInfo: failed ? errorInfoOf(toolOutput.error) : undefined,
    });
    this.#tools.delete(toolCall.toolCallId);
  }

  operationEnd(event: OperationEnd): void {
    const endTime = timeOf(event);
    this.stepEnd(event);
    if (this.#stepped) {
      const output = event.recordOutputs === false ? undefined : (event.object ?? event.text ?? this.#answer);
      return this.#end({ endTime, output });
    }
    const tokens = event.usage?.tokens;
    if (tokens !== undefined) this.#operation?.update({ ledger: { input: tokens } });
    this.#end({ endTime, output: operationOutput(event) });
  }

  /** An error or an abort: all that is open ends. */
  fail(event: Failure): void {
    const errorInfo = errorInfoOf(event.error ?? event.reason);
    this.stepFail(event);
    this.#end({ endTime: timeOf(event), errorInfo, output: this.#answer });
  }

  /** Nothing is heard any more, as of a stream that was left: what is still open ends when it was last heard of. */
  abandon(): void {
    const ending = { endTime: this.lastEventMs };
    const open = [this.#model, ...this.#tools.values(), this.#step].filter((span) => span !== undefined);
    for (const span of open) span.end(ending);
    this.#model?.update({ metadata: { ...(this.#modelStart?.metadata as object | undefined), finishReason: 'left' } });
    if (open.length > 0) this.#end(ending);
  }

  /** A step fails, and the operation with it: that comes as an event of its own. */
  stepFail(event: Failure): void {
    const ending = { endTime: timeOf(event), errorInfo: errorInfoOf(event.error ?? event.reason) };
    for (const open of [this.#model, ...this.#tools.values(), this.#step]) open?.end(ending);
    this.#tools.clear();
    this.#model = undefined;
    this.#step = undefined;
  }

  #end(ending: Ending): void {
    this.#operation?.end(ending);
    this.#trace?.end({ ...ending, ttft: this.#ttft });
  }
}

/** What a trace says of its operation beside its input. */
function operationMetadata({ operationId, functionId, runtimeContext }: OperationStart): Record<string, unknown> {
  const hasContext = Object.keys(runtimeContext ?? {}).length > 0;
  return { operation: operationId, functionId, runtimeContext: hasContext ? runtimeContext : undefined };
}
