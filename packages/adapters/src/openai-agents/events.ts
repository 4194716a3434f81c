import type { Body } from '../model-calls/endpoint.ts';

/** Fields that are read from a `Trace` of `@openai/agents`. */
export interface AgentsTrace {
  traceId: string;
  name: string;
  groupId?: string | null;
  metadata?: Record<string, unknown> | undefined;
}

/** Fields that are read from a `Span`. Many fields of `spanData` are set only when the span ends. */
export interface AgentsSpan {
  traceId: string;
  spanId: string;
  parentId: string | null;
  spanData: Body;
  error: { message: string; data?: Record<string, unknown> } | null;
}
