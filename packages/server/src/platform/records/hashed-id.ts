import { createHash } from 'node:crypto';
import { lowestId, type Id } from '@vitrine/core/model';

/**
 * Returns an id that is a hash of a key, so that every server makes the same id. It is a valid UUIDv7 that contains the
 * given time.
 */
export function hashedId(atMs: number, ...key: string[]): Id {
  const hash = createHash('sha256').update(key.join('\u0000')).digest('hex');
  const variant = ((Number.parseInt(hash.slice(3, 4), 16) & 0x3) | 0x8).toString(16);
  return `${lowestId(atMs).slice(0, 13)}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`;
}
