import type { Body } from '../model-calls/endpoint.ts';

/** What is read of a `Trace` of `@openai/agents`. */
export interface AgentsTrace {
  traceId: string;
  name: string;
  groupId?: string | null;
  metadata?: Record<string, unknown> | undefined;
}

/** What is read of a `Span`. Much of its data is there only when it ends. */
export interface AgentsSpan {
  traceId: string;
  spanId: string;
  parentId: string | null;
  spanData: Body;
  error: { message: string; data?: Record<string, unknown> } | null;
}
