import type { Vitrine } from '@vitrine/core';

/** The most ids that are remembered of a client; the oldest are forgotten first. */
const MAX_RESPONSES = 5_000;

const KEY = Symbol.for('vitrine.counted-answers');

/** One table for the process, as two adapters may come from two copies of this package. */
const responses: WeakMap<Vitrine, Map<string, string>> = ((globalThis as Record<symbol, unknown>)[KEY] ??=
  new WeakMap()) as never;

/**
 * The answers of models whose tokens are counted, by the ids that providers give them: the same answer may be told of
 * by a framework and by the client underneath, where neither can see that it runs inside the other.
 */
export const countedResponses = {
  /**
   * Whether an answer is to be counted: not where another teller has counted it. One teller hears of each answer once,
   * so an id that comes again is that of a server which gives all answers the same.
   */
  claim(client: Vitrine, responseId: unknown, source: string): boolean {
    if (typeof responseId !== 'string' || responseId === '') return true;
    const sources = responses.get(client) ?? new Map<string, string>();
    responses.set(client, sources);
    const first = sources.get(responseId);
    if (first !== undefined) return first === source;
    sources.set(responseId, source);
    if (sources.size > MAX_RESPONSES) sources.delete(sources.keys().next().value!);
    return true;
  },
};
