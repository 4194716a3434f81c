import { setTimeout as sleep } from 'node:timers/promises';
import type { Policy } from './policies.ts';

/** BM25's usual constants: how soon repeated words stop counting, and how much long texts are held back. */
const K1 = 1.2;
const B = 0.75;
/** A word in the title counts as much as so many in the text. */
const TITLE_WEIGHT = 3;

/** What matches less well than this part of the best is left out. */
const WORTH = 0.4;

/** A policy that matches a query; a higher score matches better. */
export interface PolicyMatch {
  id: string;
  title: string;
  text: string;
  score: number;
}

/** Words that mean the same here, so that people need not know ours. */
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
 * A small full-text search over policies, ranked by BM25.
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

  /** The policies that match best, the best first; none where no word is found. */
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

  /** BM25's inverse document frequency. */
  #rarity(term: string): number {
    const holders = this.#entries.filter(({ counts }) => counts.has(term)).length;
    return Math.log(1 + (this.#entries.length - holders + 0.5) / (holders + 0.5));
  }
}
