import { THREAD_KEYS } from '../model/thread-keys.ts';
import type { Source } from './convention.ts';

/** Sources of the conversation's id in metadata whose attributes have this prefix. */
export function threadSources(prefix: string): Source[] {
  return THREAD_KEYS.map((key) => prefix + key);
}
