import type { ErrorBody } from '../../model/view.ts';

/** Counts the items that an error body names. */
function named(errors: NonNullable<ErrorBody['errors']>): number {
  return new Set(errors.flatMap((error) => (typeof error.index === 'number' ? [error.index] : []))).size;
}

/**
 * Returns the number of items of a batch that a server refused. The server stores the valid items, and names the others
 * in its {@link ErrorBody}, which is the `cause` of the transport's error. Returns `undefined` if the body names none.
 */
export function refusedCount(cause: unknown, items: number): number | undefined {
  if (typeof cause !== 'object' || cause === null) return undefined;
  const { stored, errors } = cause as Partial<ErrorBody>;
  if (typeof stored === 'number') return Math.min(items, Math.max(0, items - stored));
  const count = Array.isArray(errors) ? named(errors) : 0;
  return count === 0 ? undefined : Math.min(items, count);
}
