import { createHash } from 'node:crypto';

/** The digits of an id that say when it was made, and the count that orders the ids of one ms. */
const ORDER = 'xxxxxxxx-xxxx-7xxx-8xxx-xx'.length;

/**
 * The id of a copy: it has the same place in the order of ids, and the rest follows from the id and the project of the
 * copy. So whoever imports again finds the same copies.
 */
export function copiedId(id: string, project: string): string {
  const hash = createHash('sha256').update(`${project}\n${id}`).digest('hex');
  return `${id.slice(0, ORDER)}${hash.slice(0, 36 - ORDER)}`;
}
