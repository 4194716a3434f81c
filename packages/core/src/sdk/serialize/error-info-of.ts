import type { ErrorInfo } from '../../model/error-info.ts';
import { jsonText } from './json-text.ts';

function textOf(thrown: unknown): string {
  return typeof thrown === 'string' ? thrown : (jsonText(thrown) ?? 'undefined');
}

/**
 * Converts a thrown value to the error of a trace or span. An {@link ErrorInfo} is returned as it is.
 *
 * @example
 * errorInfoOf(new TypeError('no such order'));
 * // { exception_type: 'TypeError', message: 'no such order', traceback: ... }
 */
export function errorInfoOf(thrown: unknown): ErrorInfo {
  if (thrown instanceof Error) {
    const cause = thrown.cause instanceof Error ? `\nCaused by: ${thrown.cause.stack ?? String(thrown.cause)}` : '';
    return {
      exception_type: thrown.name || thrown.constructor.name,
      message: thrown.message,
      traceback: (thrown.stack ?? '') + cause,
    };
  }
  if (typeof thrown === 'object' && thrown !== null) {
    const { exception_type, name, message, traceback, stack } = thrown as Record<string, unknown>;
    const type = exception_type ?? name;
    if (typeof type === 'string' || typeof message === 'string') {
      const trace = traceback ?? stack;
      return {
        exception_type: typeof type === 'string' ? type : 'Error',
        message: typeof message === 'string' ? message : null,
        traceback: typeof trace === 'string' ? trace : '',
      };
    }
  }
  return { exception_type: 'Error', message: textOf(thrown), traceback: '' };
}
