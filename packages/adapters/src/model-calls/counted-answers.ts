import type { Vitrine } from '@vitrine/core';

/** The most ids that are remembered of a client; the oldest are forgotten first. */
const MOST = 5_000;

const KEY = Symbol.for('vitrine.counted-answers');

/** One table for the process, as two adapters may come from two copies of this package. */
const answers: WeakMap<Vitrine, Set<string>> = ((globalThis as Record<symbol, unknown>)[KEY] ??= new WeakMap()) as never;

/**
 * The answers of models whose tokens are counted, by the ids that providers give them: the same answer may be told of
 * by a framework and by the client underneath, where neither can see that it runs inside the other.
 */
export const countedAnswers = {
  /** Whether the caller is the first to count an answer. One without an id is always counted. */
  claim(client: Vitrine, answerId: unknown): boolean {
    if (typeof answerId !== 'string' || answerId === '') return true;
    const ids = answers.get(client) ?? new Set();
    answers.set(client, ids);
    if (ids.has(answerId)) return false;
    ids.add(answerId);
    if (ids.size > MOST) ids.delete(ids.values().next().value!);
    return true;
  },
};
