import { VitrineError } from '../errors/vitrine-error.ts';
import type { Action } from './action.ts';
import type { Principal } from './principal.ts';

/** Actions that include the scores or comments of others. */
type Moderation = Extract<Action, `${string}:moderate`>;

/** Whether a caller may write in the name of an author, or change what this author wrote. */
export function mayActFor(principal: Principal, author: string, moderation: Moderation): boolean {
  return author === principal.subject || principal.actions.has(moderation);
}

/**
 * Returns whose entries a caller changes: the named author's, or else its own. If it may moderate and names nobody, it
 * changes everybody's, and the result is undefined.
 *
 * @throws {VitrineError} `forbidden` if it names somebody else and may not moderate
 */
export function authorOf(
  principal: Principal,
  author: string | null | undefined,
  moderation: Moderation,
): string | undefined {
  if (typeof author === 'string') {
    if (!mayActFor(principal, author, moderation)) throw othersOnly(moderation);
    return author;
  }
  return principal.actions.has(moderation) ? undefined : principal.subject;
}

/** Returns the error for a caller that may change only its own entries. */
export function othersOnly(moderation: Moderation): VitrineError {
  return new VitrineError('forbidden', `what others wrote can be changed only with the permission ${moderation}`);
}
