import type { Vitrine } from '@vitrine/core';

/** Maximum number of ids that are kept for a client; the oldest are dropped first. */
const MAX_RESPONSES = 5_000;

const KEY = Symbol.for('vitrine.counted-answers');

/** One table for the process, because two adapters may come from two copies of this package. */
const responses: WeakMap<Vitrine, Map<string, string>> = ((globalThis as Record<symbol, unknown>)[KEY] ??=
  new WeakMap()) as never;

/**
 * Responses of models whose tokens are counted, by the provider's ids. A framework and the client that it uses may both
 * record a response, without being able to see each other.
 */
export const countedResponses = {
  /**
   * Whether the tokens of a response are to be counted: not if another source has counted them. A source records each
   * response once, so an id that one source sends twice comes from a server that gives all responses the same id.
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
