/**
 * Fields that are read from the AI SDK's telemetry events (`ai/src/telemetry/telemetry.ts`). Most fields may be absent,
 * because versions differ, and `recordInputs` and `recordOutputs` remove some fields.
 */
interface Event {
  callId: string;
  /** Time of the event in ms since the epoch. Set only if the event is reported after it happened. */
  timestamp?: number | undefined;
  recordInputs?: boolean | undefined;
  recordOutputs?: boolean | undefined;
}

export interface OperationStart extends Event {
  operationId?: string | undefined;
  functionId?: string | undefined;
  provider?: string | undefined;
  modelId?: string | undefined;
  instructions?: unknown;
  messages?: readonly unknown[] | undefined;
  prompt?: unknown;
  tools?: Record<string, unknown> | undefined;
  /** True if the first model call has the tools, and the start of the operation does not. */
  toolsAreLate?: boolean | undefined;
  runtimeContext?: Record<string, unknown> | undefined;
  /** Tags of the trace. In versions 5 and 6 they are in the metadata of the call's telemetry. */
  tags?: readonly string[] | undefined;
  /** Value to embed. */
  value?: unknown;
  query?: unknown;
  documents?: readonly unknown[] | undefined;
  text?: unknown;
}

export interface OperationEnd extends Event {
  text?: string | undefined;
  object?: unknown;
  finishReason?: string | undefined;
  usage?: LanguageModelUsage & { tokens?: number | undefined };
  embedding?: unknown;
  embeddings?: unknown;
  ranking?: unknown;
}

export interface StepStart extends Event {
  stepNumber: number;
}

export interface ModelStart extends Event {
  provider?: string | undefined;
  modelId?: string | undefined;
  functionId?: string | undefined;
  instructions?: unknown;
  messages?: readonly unknown[] | undefined;
  tools?: readonly { name?: unknown }[] | undefined;
  maxOutputTokens?: number | undefined;
  temperature?: number | undefined;
  topP?: number | undefined;
  topK?: number | undefined;
  presencePenalty?: number | undefined;
  frequencyPenalty?: number | undefined;
  stopSequences?: readonly string[] | undefined;
  seed?: number | undefined;
  reasoning?: unknown;
}

export interface ModelEnd extends Event {
  modelId?: string | undefined;
  finishReason?: string | undefined;
  usage?: LanguageModelUsage | undefined;
  content?: readonly ContentPart[] | undefined;
  responseId?: string | undefined;
  providerMetadata?: unknown;
  performance?: { timeToFirstOutputMs?: number | undefined } | undefined;
}

/** Usage of a model call, in tokens (`ai/src/types/usage.ts`). */
export interface LanguageModelUsage {
  inputTokens?: number | undefined;
  inputTokenDetails?:
    | {
        noCacheTokens?: number | undefined;
        cacheReadTokens?: number | undefined;
        cacheWriteTokens?: number | undefined;
      }
    | undefined;
  outputTokens?: number | undefined;
  outputTokenDetails?: { textTokens?: number | undefined; reasoningTokens?: number | undefined } | undefined;
  /** Usage as the provider reported it. */
  raw?: unknown;
}

export interface ContentPart {
  type: string;
  text?: string;
  toolCallId?: string;
  toolName?: string;
  input?: unknown;
}

export interface ToolStart extends Event {
  toolCall: { toolCallId: string; toolName: string; input?: unknown };
}

export interface ToolEnd extends Event {
  toolCall: { toolCallId: string };
  toolOutput?: { type: string; output?: unknown; error?: unknown } | undefined;
}

export interface Failure extends Event {
  error?: unknown;
  /** Reason for the abort of a stream. */
  reason?: unknown;
}
