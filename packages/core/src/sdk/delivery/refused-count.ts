import type { ErrorBody } from '../../model/view.ts';

/** Counts the items that an error body names, each once. */
function named(errors: NonNullable<ErrorBody['errors']>): number {
  return new Set(errors.flatMap((error) => (typeof error.index === 'number' ? [error.index] : []))).size;
}

/**
 * How many of a batch's items a server refused: it stores the valid ones all the same and names the others in its
 * {@link ErrorBody}, which a transport gives as the error's `cause`. Nothing where it does not say.
 */
export function refusedCount(cause: unknown, items: number): number | undefined {
  if (typeof cause !== 'object' || cause === null) return undefined;
  const { stored, errors } = cause as Partial<ErrorBody>;
  if (typeof stored === 'number') return Math.min(items, Math.max(0, items - stored));
  const count = Array.isArray(errors) ? named(errors) : 0;
  return count === 0 ? undefined : Math.min(items, count);
}
