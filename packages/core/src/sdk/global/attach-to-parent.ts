import { spanIdOf } from '../../otel/otel-ids.ts';
import { openClients } from '../client/open-clients.ts';
import { type HeadersLike, requestContextOf } from '../context/distributed-context.ts';

/** The part of an OpenTelemetry span that {@link attachToParent} uses. */
export interface AttributeSpan {
  setAttribute(key: string, value: string): unknown;
  spanContext(): { traceId: string; spanId: string };
}

/**
 * Makes an OpenTelemetry span, and the spans inside it, a part of the trace that a request's headers name. It sets the
 * attributes `opik.trace_id`, `opik.parent_span_id` and `opik.span_id`, which Vitrine's and Opik's OTLP endpoints read.
 * Returns whether the headers name a trace; otherwise the span stays as it is. It never throws.
 *
 * @example
 * tracer.startActiveSpan('answer', (span) => {
 *   attachToParent(span, request.headers);
 *   ...
 * });
 */
export function attachToParent(span: AttributeSpan, headers: HeadersLike): boolean {
  const warn = (message: string): void => openClients.first()?.warn('headers', message);
  const { remote } = requestContextOf(headers, warn);
  if (remote === undefined) return false;
  try {
    const { traceId, spanId } = span.spanContext();
    span.setAttribute('opik.trace_id', remote.traceId);
    if (remote.parentSpanId !== undefined) span.setAttribute('opik.parent_span_id', remote.parentSpanId);
    span.setAttribute('opik.span_id', spanIdOf(remote.traceId, traceId, spanId));
    return true;
  } catch (error) {
    warn(String(error));
    return false;
  }
}
