import { dayFrom } from './days.ts';
import type { Item, Order } from './order.ts';

type Sample = Omit<Order, 'total' | 'currency' | 'placed_on' | 'expected_on' | 'delivered_on'> & {
  /** Days from today, negative in the past. */
  placed: number;
  expected?: number;
  delivered?: number;
};

const MUG: Item = { name: 'Enamel mug, navy', quantity: 2, price: 14.5 };
const BLANKET: Item = { name: 'Merino blanket, slate', quantity: 1, price: 129 };
const LANTERN: Item = { name: 'Storm lantern, brass', quantity: 1, price: 64 };
const SWEATER: Item = { name: 'Fisherman’s sweater, size M', quantity: 1, price: 118 };
const TOTE: Item = { name: 'Sailcloth tote', quantity: 1, price: 42 };
const COMPASS: Item = { name: 'Pocket compass', quantity: 1, price: 36 };

/** Sample orders, one for each situation in support. */
const SAMPLES: Sample[] = [
  {
    order_number: '1017',
    status: 'delivered',
    placed: -52,
    delivered: -47,
    carrier: 'Northline',
    tracking_number: 'NL-5500-1017',
    items: [LANTERN],
  },
  { order_number: '1021', status: 'cancelled', placed: -20, items: [COMPASS] },
  {
    order_number: '1029',
    status: 'delayed',
    placed: -11,
    expected: 3,
    carrier: 'Coastal Post',
    tracking_number: 'CP-77-1029',
    items: [SWEATER],
  },
  {
    order_number: '1038',
    status: 'delivered',
    placed: -13,
    delivered: -9,
    carrier: 'Northline',
    tracking_number: 'NL-5500-1038',
    items: [MUG, TOTE],
  },
  {
    order_number: '1042',
    status: 'shipped',
    placed: -4,
    expected: 2,
    carrier: 'Northline',
    tracking_number: 'NL-5500-1042',
    items: [BLANKET, MUG],
  },
  { order_number: '1043', status: 'processing', placed: -1, expected: 5, items: [SWEATER, COMPASS] },
  {
    order_number: '1044',
    status: 'out_for_delivery',
    placed: -5,
    expected: 0,
    carrier: 'Coastal Post',
    tracking_number: 'CP-77-1044',
    items: [TOTE],
  },
];

/** Returns the sample orders, with dates relative to `now`. */
export function sampleOrders(now: Date): Order[] {
  return SAMPLES.map(({ placed, expected, delivered, ...order }) => ({
    ...order,
    placed_on: dayFrom(now, placed),
    ...(expected === undefined ? {} : { expected_on: dayFrom(now, expected) }),
    ...(delivered === undefined ? {} : { delivered_on: dayFrom(now, delivered) }),
    total: order.items.reduce((sum, { quantity, price }) => sum + quantity * price, 0),
    currency: 'USD',
  }));
}
