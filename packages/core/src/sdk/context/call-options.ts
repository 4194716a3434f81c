import { createContextStorage } from '#platform';
import type { ContextStorage } from '../../platform/context-storage.ts';
import type { SpanUpdateOptions } from '../options/span-options.ts';
import type { TraceUpdateOptions } from '../options/trace-options.ts';
import type { SpanHandle } from '../recording/span-handle.ts';
import type { TraceHandle } from '../recording/trace-handle.ts';

/** What one call of tracked functions says beside what they were tracked with. */
export interface CallOptions {
  /** The project of traces that are begun inside; it goes before what tracked functions say themselves. */
  projectName?: string | undefined;
  /** Of the trace that an outermost call makes. */
  trace?: Pick<TraceUpdateOptions, 'threadId' | 'tags' | 'metadata' | 'environment'> | undefined;
  /** Of the spans of all tracked calls inside. */
  span?: Pick<SpanUpdateOptions, 'tags' | 'metadata'> | undefined;
  /** What the call is a part of, where no context says so: in a page, after an `await`. */
  parent?: TraceHandle | SpanHandle | undefined;
}

/** The call options around the running code. */
export const callOptions: ContextStorage<CallOptions> = createContextStorage<CallOptions>();

/** Options inside others: of each field the inner one. */
export function mergeCallOptions(outer: CallOptions | undefined, inner: CallOptions): CallOptions {
  if (outer === undefined) return inner;
  return {
    projectName: outer.projectName ?? inner.projectName,
    trace: { ...outer.trace, ...inner.trace },
    span: { ...outer.span, ...inner.span },
  };
}
