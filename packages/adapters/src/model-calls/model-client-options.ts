import type { SpanHandle, TraceHandle } from '@vitrine/core';
import type { Body } from './endpoint.ts';

/** Options for recording the calls of a client. */
export interface ModelClientOptions {
  /** Name of the traces of calls. Defaults to the name of the method, such as `chat.completions.create`. */
  name?: string | undefined;
  /** Thread of every call, or a function that returns it from the request. */
  threadId?: string | ((request: Body) => string | undefined) | undefined;
  /** Tags of the traces of calls. */
  tags?: readonly string[] | undefined;
  /** Metadata of the traces of calls. */
  metadata?: Readonly<Record<string, unknown>> | undefined;
  /** Parent of calls that are made while no trace or span is active. */
  parent?: TraceHandle | SpanHandle | undefined;
  /** Provider of the models. Derived from the client's address if left out; `google` for Google's clients. */
  provider?: string | undefined;
}
