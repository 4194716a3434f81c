/**
 * Fields that are read from Mastra's `UsageStats`, in tokens. Inputs include cached tokens, and outputs include
 * reasoning.
 */
export interface UsageStats {
  inputTokens?: number;
  outputTokens?: number;
  inputDetails?: {
    text?: number;
    cacheRead?: number;
    cacheWrite?: number;
    cacheWrite5m?: number;
    cacheWrite1h?: number;
    audio?: number;
    image?: number;
  };
  outputDetails?: { text?: number; reasoning?: number; audio?: number; image?: number };
}

/** Attributes that are read from spans of any type. */
export interface Attributes {
  model?: string;
  provider?: string;
  responseModel?: string;
  responseId?: string;
  usage?: UsageStats;
  parameters?: Record<string, unknown>;
  finishReason?: string;
  completionStartTime?: Date | string;
  stepIndex?: number;
  availableTools?: readonly string[];
  tools?: readonly { name?: unknown }[];
  instructions?: unknown;
  conversationId?: string;
  toolCallId?: string;
  toolType?: string;
  mcpServer?: string;
  status?: string;
}

/** Fields that are read from Mastra's `ExportedSpan`. */
export interface ExportedSpan {
  id: string;
  traceId: string;
  parentSpanId?: string | undefined;
  isRootSpan: boolean;
  isInternal?: boolean | undefined;
  isEvent: boolean;
  name: string;
  type: string;
  entityName?: string | undefined;
  startTime: Date;
  endTime?: Date | undefined;
  input?: unknown;
  output?: unknown;
  attributes?: object | undefined;
  metadata?: Record<string, unknown> | undefined;
  tags?: string[] | undefined;
  errorInfo?: { message: string; name?: string | undefined; stack?: string | undefined } | undefined;
}

/** `TracingEvent` of Mastra. */
export interface TracingEvent {
  type: string;
  exportedSpan: ExportedSpan;
}

export function attributesOf(span: ExportedSpan): Attributes {
  return span.attributes ?? {};
}
