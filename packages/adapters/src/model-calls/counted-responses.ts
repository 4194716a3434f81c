import type { Vitrine } from '@vitrine/core';

/** Maximum number of ids that are kept for a client. The oldest are dropped first. */
const MAX_RESPONSES = 5_000;

const KEY = Symbol.for('vitrine.counted-answers');

/** One table for the process, because two adapters may come from two copies of this package. */
const responses: WeakMap<Vitrine, Map<string, string>> = ((globalThis as Record<symbol, unknown>)[KEY] ??=
  new WeakMap()) as never;

/**
 * Ids of model responses whose tokens have been counted. The adapters of a framework and of the client that it uses may
 * record the same response without knowing of each other.
 */
export const countedResponses = {
  /**
   * Returns whether to count the tokens of a response: no, if another source has counted them. A source records each
   * response once. If a source sends an id twice, the server gives all responses the same id, so both are counted.
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
