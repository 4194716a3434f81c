import type { Vitrine } from '@vitrine/core';

/** The most ids that are remembered of a client; the oldest are forgotten first. */
const MOST = 5_000;

const KEY = Symbol.for('vitrine.counted-answers');

/** One table for the process, as two adapters may come from two copies of this package. */
const answers: WeakMap<Vitrine, Map<string, string>> = ((globalThis as Record<symbol, unknown>)[KEY] ??=
  new WeakMap()) as never;

/**
 * The answers of models whose tokens are counted, by the ids that providers give them: the same answer may be told of
 * by a framework and by the client underneath, where neither can see that it runs inside the other.
 */
export const countedAnswers = {
  /**
   * Whether an answer is to be counted: not where another teller has counted it. One teller hears of each answer once,
   * so an id that comes again is that of a server which gives all answers the same.
   */
  claim(client: Vitrine, answerId: unknown, teller: string): boolean {
    if (typeof answerId !== 'string' || answerId === '') return true;
    const tellers = answers.get(client) ?? new Map<string, string>();
    answers.set(client, tellers);
    const first = tellers.get(answerId);
    if (first !== undefined) return first === teller;
    tellers.set(answerId, teller);
    if (tellers.size > MOST) tellers.delete(tellers.keys().next().value!);
    return true;
  },
};
