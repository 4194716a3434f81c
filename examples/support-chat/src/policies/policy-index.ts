import { setTimeout as sleep } from 'node:timers/promises';
import type { Policy } from './policies.ts';

/** BM25 constant for the saturation of repeated words, with the usual value. */
const K1 = 1.2;
/** BM25 constant for the penalty of long texts, with the usual value. */
const B = 0.75;
/** Weight of a word in the title, relative to a word in the text. */
const TITLE_WEIGHT = 3;

/** Minimum score of a match, as a fraction of the best score. */
const WORTH = 0.4;

/** Policy that matches a query. A higher score is a better match. */
export interface PolicyMatch {
  id: string;
  title: string;
  text: string;
  score: number;
}

/** Canonical forms of words with the same meaning in the policies. */
const SYNONYMS: Record<string, string> = {
  refund: 'return',
  reimburse: 'return',
  deliver: 'ship',
  delivery: 'ship',
  shipping: 'ship',
  abroad: 'international',
  overseas: 'international',
  internationally: 'international',
  fee: 'cost',
  price: 'cost',
  swap: 'exchange',
  broken: 'damage',
  guarantee: 'warranty',
};
const STOP_WORDS = new Set(
  'the and for you your can how what with that are not our has have when does much'.split(' '),
);

function terms(text: string): string[] {
  return (text.toLowerCase().match(/\p{L}{3,}/gu) ?? [])
    .filter((word) => !STOP_WORDS.has(word))
    .map((word) => word.replace(/(?:ing|ed|s)$/, ''))
    .map((word) => SYNONYMS[word] ?? word);
}

/**
 * Full-text index of policies, ranked by BM25.
 *
 * @example
 * const index = new PolicyIndex(POLICIES);
 * await index.search('how long can I return a mug?'); // [{ id: 'refunds', ... }]
 */
export class PolicyIndex {
  readonly #entries: { policy: Policy; counts: Map<string, number>; length: number }[];
  readonly #averageLength: number;
  readonly #latencyMs: number;

  constructor(policies: Policy[], options: { latencyMs?: number } = {}) {
    this.#latencyMs = options.latencyMs ?? 0;
    this.#entries = policies.map((policy) => {
      const words = [...Array.from({ length: TITLE_WEIGHT }, () => terms(policy.title)).flat(), ...terms(policy.text)];
      const counts = new Map<string, number>();
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
      return { policy, counts, length: words.length };
    });
    this.#averageLength =
      this.#entries.reduce((sum, { length }) => sum + length, 0) / Math.max(1, this.#entries.length);
  }

  /** Returns the best matches, the best first. Returns none if no word matches. */
  async search(query: string, limit = 3): Promise<PolicyMatch[]> {
    await sleep(this.#latencyMs);
    const wanted = [...new Set(terms(query))];
    const matches = this.#entries.map(({ policy, counts, length }) => {
      const score = wanted.reduce((sum, term) => {
        const count = counts.get(term) ?? 0;
        if (count === 0) return sum;
        const held = K1 * (1 - B + (B * length) / this.#averageLength);
        return sum + (this.#rarity(term) * count * (K1 + 1)) / (count + held);
      }, 0);
      return { id: policy.id, title: policy.title, text: policy.text, score: Number(score.toFixed(3)) };
    });
    const best = Math.max(...matches.map(({ score }) => score));
    return matches
      .filter(({ score }) => score > 0 && score >= best * WORTH)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, limit);
  }

  /** Returns BM25's inverse document frequency of a term. */
  #rarity(term: string): number {
    const holders = this.#entries.filter(({ counts }) => counts.has(term)).length;
    return Math.log(1 + (this.#entries.length - holders + 0.5) / (holders + 0.5));
  }
}
