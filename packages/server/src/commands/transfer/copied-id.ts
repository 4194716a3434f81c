import { createHash } from 'node:crypto';

/** Length of the part of an id that contains its time and the counter that orders ids of one ms. */
const ORDER = 'xxxxxxxx-xxxx-7xxx-8xxx-xx'.length;

/**
 * Returns the id of a copy. It has the same position in the order of ids. Its other digits are a hash of the original
 * id and the project of the copy, so that a repeated import writes the same copies.
 */
export function copiedId(id: string, project: string): string {
  const hash = createHash('sha256').update(`${project}\n${id}`).digest('hex');
  return `${id.slice(0, ORDER)}${hash.slice(0, 36 - ORDER)}`;
}
