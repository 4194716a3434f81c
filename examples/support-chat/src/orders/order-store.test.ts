import { beforeEach, describe, expect, it } from 'vitest';
import { OrderStore } from './order-store.ts';

let store: OrderStore;
beforeEach(() => {
  store = new OrderStore({ now: () => new Date('2026-03-20T12:00:00Z') });
});

describe('OrderStore', () => {
  it('finds an order by its number in any notation', async () => {
    expect(await store.find('#1042')).toMatchObject({
      found: true,
      order_number: '1042',
      status: 'shipped',
      placed_on: '2026-03-16',
      expected_on: '2026-03-22',
      total: 158,
    });
  });

  it('reports that an order does not exist', async () => {
    expect(await store.find('9999')).toEqual({ found: false, order_number: '9999' });
  });

  it('fails for the order whose record cannot be read', async () => {
    await expect(store.find('1050')).rejects.toThrow('did not answer');
  });

  it('refunds an order that was delivered within 30 days, once', async () => {
    const refund = await store.startRefund('1038', 'changed my mind');
    expect(refund).toMatchObject({ refund_id: 'R-1038', amount: 71, expected_on: '2026-03-25' });
    expect(await store.startRefund('1038', 'again')).toEqual(refund);
    expect(await store.find('1038')).toMatchObject({ refund });
  });

  it('refuses a refund after 30 days, unless the item was faulty', async () => {
    await expect(store.startRefund('1017', 'changed my mind')).rejects.toThrow('within 30 days');
    expect(await store.startRefund('1017', 'arrived damaged')).toMatchObject({ amount: 64 });
  });

  it('refuses a refund for an order that was not delivered or does not exist', async () => {
    await expect(store.startRefund('1042', 'changed my mind')).rejects.toThrow('once it is delivered');
    await expect(store.startRefund('9999', 'changed my mind')).rejects.toThrow('no order 9999');
  });
});
