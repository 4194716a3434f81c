import { createContextStorage } from '#platform';
import type { ContextStorage } from '../../platform/context-storage.ts';
import type { SpanUpdateOptions } from '../options/span-options.ts';
import type { TraceUpdateOptions } from '../options/trace-options.ts';
import type { SpanHandle } from '../recording/span-handle.ts';
import type { TraceHandle } from '../recording/trace-handle.ts';

/** Options for the calls of tracked functions inside some code, in addition to the options of `track`. */
export interface CallOptions {
  /** Project of traces that start inside. It takes precedence over the project of a tracked function. */
  projectName?: string | undefined;
  /** Fields of the trace that an outermost call starts. */
  trace?: Pick<TraceUpdateOptions, 'threadId' | 'tags' | 'metadata' | 'environment'> | undefined;
  /** Fields of the spans of all tracked calls inside. */
  span?: Pick<SpanUpdateOptions, 'tags' | 'metadata'> | undefined;
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
