import { describe, expect, it } from 'vitest';
import { POLICIES } from './policies.ts';
import { PolicyIndex } from './policy-index.ts';

const index = new PolicyIndex(POLICIES);

describe('PolicyIndex', () => {
  it.each([
    ['refund window after delivery', 'refunds'],
    ['How much is shipping?', 'shipping'],
    ['Do you ship abroad?', 'international'],
    ['my mug arrived broken', 'damaged'],
    ['cancel an order', 'cancellation'],
    ['Is there a guarantee?', 'warranty'],
    ['Can I pay with PayPal?', 'payment'],
    ['How long is my voucher valid?', 'gift-cards'],
  ])('for “%s” finds the policy %s', async (query, id) => {
    const [best] = await index.search(query);
    expect(best?.id).toBe(id);
  });

  it('returns the best match first, and at most `limit` matches', async () => {
    const matches = await index.search('return an item after delivery', 2);
    expect(matches).toHaveLength(2);
    expect(matches[0]!.score).toBeGreaterThanOrEqual(matches[1]!.score);
  });

  it('finds nothing if no word matches', async () => {
    expect(await index.search('penguins')).toEqual([]);
  });
});
