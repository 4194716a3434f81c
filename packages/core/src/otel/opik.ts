import type { Convention } from './convention.ts';

/**
 * Attributes for Opik's OTLP endpoint: `thread_id`, and the `opik.*` attributes that its span processors set.
 * `opik.trace_id` and `opik.parent_span_id` attach the spans of a remote service to an existing trace. `opik.span_id`
 * is the id under which a service further on names the span as its parent.
 */
export const OPIK: Convention = {
  prefixes: ['opik.', 'thread_id'],
  scalars: {
    thread_id: ['thread_id', 'opik.thread_id'],
    project_name: ['opik.project_name'],
    opik_trace_id: ['opik.trace_id'],
    opik_parent_span_id: ['opik.parent_span_id'],
    opik_span_id: ['opik.span_id'],
  },
  tags: ['opik.tags'],
  metadata: ['opik.metadata', 'opik.metadata.*'],
};

/** Opik's catch-all for bodies: any attribute called `input*` or `output*`. All other conventions take precedence. */
export const OPIK_BODIES: Convention = {
  prefixes: ['input', 'input.', 'output', 'output.'],
  catchAll: true,
  input: [{ whole: 'input' }, { whole: 'input.*' }],
  output: [{ whole: 'output' }, { whole: 'output.*' }],
};
