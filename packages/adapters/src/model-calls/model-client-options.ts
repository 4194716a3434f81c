import type { SpanHandle, TraceHandle } from '@vitrine/core';
import type { Body } from './endpoint.ts';

/** Options for recording the calls of a client. */
export interface ModelClientOptions {
  /** Name of the traces of calls; the method's name, such as `chat.completions.create`, if left out. */
  name?: string | undefined;
  /** Conversation of every call, or a function that returns it from the request. */
  threadId?: string | ((request: Body) => string | undefined) | undefined;
  /** Tags of the traces of calls. */
  tags?: readonly string[] | undefined;
  /** Metadata of the traces of calls. */
  metadata?: Readonly<Record<string, unknown>> | undefined;
  /** Parent of calls outside of any recorded code. */
  parent?: TraceHandle | SpanHandle | undefined;
  /** Provider of the models; derived from the client's address if left out. */
  provider?: string | undefined;
}
