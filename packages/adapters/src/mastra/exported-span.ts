/** What is read of Mastra's `UsageStats`: inputs include cached ones, outputs include reasoning. All in tokens. */
export interface UsageStats {
  inputTokens?: number;
  outputTokens?: number;
  inputDetails?: { text?: number; cacheRead?: number; cacheWrite?: number };
  outputDetails?: { text?: number; reasoning?: number };
}

/** What is read of the attributes of spans, whatever their type. */
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

/** What is read of Mastra's `ExportedSpan`. */
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

/** Mastra's `TracingEvent`. */
export interface TracingEvent {
  type: string;
  exportedSpan: ExportedSpan;
}

export function attributesOf(span: ExportedSpan): Attributes {
  return span.attributes ?? {};
}
