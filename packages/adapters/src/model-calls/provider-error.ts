import { type ErrorInfo, errorInfoOf } from '@vitrine/core';
import { objectOf, textOf } from './body-fields.ts';
import type { Body } from './endpoint.ts';

/** Returns the object that JSON text contains, after an optional status; otherwise undefined. */
function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  const at = text.indexOf('{');
  if (at === -1) return undefined;
  try {
    return JSON.parse(text.slice(at)) as unknown;
  } catch {
    return undefined;
  }
}

/** Returns the object with the provider's message. Providers nest it in up to two levels of `error`. */
function innermost(body: unknown): Body | undefined {
  const outer = objectOf(body);
  const inner = outer['error'];
  if (typeof inner === 'object' && inner !== null) return innermost(inner) ?? outer;
  return textOf(outer['message']) === undefined ? undefined : outer;
}

/** Whether an error is an answer of an API: the errors of the SDKs have a status, which may be undefined. */
function isApiError(thrown: Body): boolean {
  return 'status' in thrown || 'statusCode' in thrown || String(thrown['name']).startsWith('AI_');
}

function bodyOf(thrown: Body): Body | undefined {
  const { error, data, responseBody, message } = thrown;
  for (const body of [error, data, parsed(responseBody), parsed(message)]) {
    const found = innermost(body);
    if (found !== undefined) return found;
  }
  return undefined;
}

function typeOf(body: Body): string | undefined {
  const { type, code, status } = body;
  return [type, code, status].map(textOf).find((name) => name !== undefined && name !== 'error');
}

/**
 * Converts an error of a model call. Its type and message are those of the provider, such as `overloaded_error`, if the
 * provider sent them. Any other error stays as it is.
 */
export function providerErrorOf(thrown: unknown): ErrorInfo {
  const { lastError } = objectOf(thrown);
  // The AI SDK wraps the error of the last attempt.
  if (lastError !== undefined && isApiError(objectOf(thrown))) return providerErrorOf(lastError);
  const info = errorInfoOf(thrown);
  const error = objectOf(thrown);
  const isError = thrown instanceof Error;
  if (isError && !isApiError(error)) return info;
  const body = isError ? bodyOf(error) : (innermost(parsed(error['message'])) ?? innermost(thrown));
  const type = (body === undefined ? undefined : typeOf(body)) ?? (isError ? typeOf(error) : undefined);
  const message = textOf(body?.['message']);
  const isReadable = message === undefined || (info.message?.includes(message) === true && !info.message.includes('{'));
  return { ...info, exception_type: type ?? info.exception_type, message: isReadable ? info.message : message };
}
