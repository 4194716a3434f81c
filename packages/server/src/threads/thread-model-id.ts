import { createHash } from 'node:crypto';

/**
 * The id by which clients name a thread: a UUID of version 7's shape that is a hash of the thread's key, so that every
 * server gives the same one.
 */
export function threadModelId(workspace: string, projectId: string, threadId: string): string {
  const hash = createHash('sha256').update(`${workspace}\u0000${projectId}\u0000${threadId}`).digest('hex');
  // The project's own time stands in front: the id is accepted wherever a UUIDv7 is.
  const time = projectId.slice(0, 13);
  const variant = ((Number.parseInt(hash.slice(3, 4), 16) & 0x3) | 0x8).toString(16);
  return `${time}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`;
}
