import { createContextStorage } from '#platform';
import type { ContextStorage } from '../../platform/context-storage.ts';
import type { AddedFields } from '../recording/added-fields.ts';
import type { SpanHandle } from '../recording/span-handle.ts';
import type { TraceHandle } from '../recording/trace-handle.ts';

/**
 * Options for everything that is recorded inside some code: by tracked functions, by tracked clients and adapters, and
 * by hand. What a trace or span itself names takes precedence; tags are joined, and metadata is merged by key.
 */
export interface CallOptions {
  /** Project of traces that start inside. It takes precedence over the project of a tracked function. */
  projectName?: string | undefined;
  /** Fields of the traces that start inside. */
  trace?: AddedFields['trace'];
  /** Fields of the spans that start inside. Their metadata stays when an update replaces the metadata. */
  span?: AddedFields['span'];
  /** Parent of the call if the context does not provide one: in a page, after an `await`. */
  parent?: TraceHandle | SpanHandle | undefined;
}

/** Call options around the running code. */
export const callOptions: ContextStorage<CallOptions> = createContextStorage<CallOptions>();

/** Merges nested call options. The inner ones take precedence, except for the project. */
export function mergeCallOptions(outer: CallOptions | undefined, inner: CallOptions): CallOptions {
  if (outer === undefined) return inner;
  return {
    projectName: outer.projectName ?? inner.projectName,
    trace: { ...outer.trace, ...inner.trace },
    span: { ...outer.span, ...inner.span },
  };
}
