import type { ErrorInfo } from '../model/error-info.ts';
import type { Json } from '../model/json.ts';
import type { OtelSpan } from './otel-span.ts';

/** OTLP's status codes. */
const OK = 1;
const ERROR = 2;

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * Returns the error of a span: its last recorded exception, else its error status. If the status of the span is OK, the
 * exception was handled and is no error.
 *
 * @param exceptionsFail whether an exception is an error even then
 */
export function spanError(span: OtelSpan, exceptionsFail = false): ErrorInfo | undefined {
  const code = span.status?.code ?? 0;
  const exception = span.events.findLast((event) => event.name === 'exception')?.attributes;
  if (code === OK && !(exceptionsFail && exception !== undefined)) return undefined;
  if (exception === undefined && code !== ERROR) return undefined;
  const message =
    text(exception?.['exception.message']) ?? text(span.status?.message) ?? text(span.attributes['error.message']);
  return {
    exception_type: text(exception?.['exception.type']) ?? text(span.attributes['error.type']) ?? 'Error',
    ...(message === undefined ? {} : { message }),
    traceback: text(exception?.['exception.stacktrace']) ?? '',
  };
}
