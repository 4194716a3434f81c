import type { Vitrine } from '@vitrine/core';
import { LruMap } from '../lru-map.ts';
import { countDroppedEntry } from '../open-entries.ts';
import type { CallRecorder } from './endpoint.ts';

/** Maximum number of calls that are kept for a client until their responses are fetched. */
const MAX_PENDING = 10_000;

const pending = new WeakMap<Vitrine, LruMap<CallRecorder>>();

/** Calls whose responses are fetched later, by the ids of the responses. All clients of an SDK share them. */
export function pendingCalls(client: Vitrine): LruMap<CallRecorder> {
  const known = pending.get(client);
  if (known !== undefined) return known;
  const calls = new LruMap<CallRecorder>(MAX_PENDING, () => countDroppedEntry(client));
  pending.set(client, calls);
  return calls;
}
