import type { Body } from '../model-calls/endpoint.ts';

/** Fields of a `Trace` of `@openai/agents` that are read. */
export interface AgentsTrace {
  traceId: string;
  name: string;
  groupId?: string | null;
  metadata?: Record<string, unknown> | undefined;
}

/** Fields of a `Span` that are read. Many fields of its data are set only when the span ends. */
export interface AgentsSpan {
  traceId: string;
  spanId: string;
  parentId: string | null;
  spanData: Body;
  error: { message: string; data?: Record<string, unknown> } | null;
}
