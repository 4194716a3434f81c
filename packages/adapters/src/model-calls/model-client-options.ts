import type { SpanHandle, TraceHandle } from '@vitrine/core';
import type { Body } from './endpoint.ts';

/** How the calls of a client are recorded. */
export interface ModelClientOptions {
  /** The name of the traces that calls make; the method's, such as `chat.completions.create`, where absent. */
  name?: string | undefined;
  /** The conversation of every call, or of each by its request. */
  threadId?: string | ((request: Body) => string | undefined) | undefined;
  /** Tags of the traces that calls make. */
  tags?: readonly string[] | undefined;
  /** Metadata of the traces that calls make. */
  metadata?: Readonly<Record<string, unknown>> | undefined;
  /** What calls are a part of where nothing is recorded around them. */
  parent?: TraceHandle | SpanHandle | undefined;
  /** Who serves the model; known by the address of the client where absent. */
  provider?: string | undefined;
}
