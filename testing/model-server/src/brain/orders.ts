import { dayName, money, plain } from './words.ts';
import type { ToolResult } from './turn.ts';

/** Order as a tool returns it. Every field may be missing. */
export type Order = Record<string, unknown>;

/** Result of a search for an order: the order, no order with that number, or a failure. */
export type Found = { order: Order } | { missing: true } | { failure: string };

export function foundOrder({ value, failure }: ToolResult): Found {
  if (failure !== undefined) return { failure };
  return value['found'] === false || value['status'] === undefined ? { missing: true } : { order: value };
}

const ARRIVAL: Record<string, (order: Order) => string> = {
  processing: (order) =>
    `is being packed in our warehouse. It leaves us soon and should arrive on **${dayName(order['expected_on'])}**.`,
  shipped: (order) => `is on its way${carrier(order)} and should arrive on **${dayName(order['expected_on'])}**.`,
  out_for_delivery: (order) => `is out for delivery${carrier(order)}: you should have it **today**.`,
  delayed: (order) =>
    `is running late, and I am sorry about that. The new delivery date is **${dayName(order['expected_on'])}**${carrier(order)}.`,
  delivered: (order) => `was delivered on **${dayName(order['delivered_on'])}**${carrier(order)}.`,
  cancelled: () => 'was cancelled. Nothing was charged for it.',
};

function carrier(order: Order): string {
  return order['carrier'] === undefined ? '' : ` with ${plain(order['carrier'])}`;
}

/** Returns the status of an order in words, with the tracking number of an order on its way. */
export function whereIsIt(number: string, order: Order): string {
  const tell = ARRIVAL[plain(order['status'])];
  const state = tell?.(order) ?? `has the status “${plain(order['status'])}”.`;
  const tracking = order['tracking_number'];
  const moving = order['status'] !== 'delivered' && order['status'] !== 'cancelled';
  return `Order **${number}** ${state}${tracking !== undefined && moving ? ` The tracking number is \`${plain(tracking)}\`.` : ''}`;
}

/** Returns the items of an order as a list, and its total. */
export function whatIsInIt(number: string, order: Order): string {
  const items = Array.isArray(order['items']) ? order['items'] : [];
  const lines = items.map((item: Order) => {
    const quantity = Number(item['quantity'] ?? 1);
    return `- ${quantity} × ${plain(item['name'])}, ${money(Number(item['price'] ?? 0) * quantity, order['currency'])}`;
  });
  return `Order **${number}** has ${lines.length === 1 ? 'one item' : `${lines.length} items`}:\n\n${lines.join('\n')}\n\nThe total was **${money(order['total'], order['currency'])}**, placed on ${dayName(order['placed_on'])}.`;
}

/** Returns the text for a number without an order. */
export function noSuchOrder(number: string): string {
  return `I could not find an order **${number}**. Could you check the number? It is at the top of your confirmation e-mail and has four digits.`;
}

/** Returns the text for a failure of the order system. */
export function orderSystemFailed(number: string): string {
  return `I am sorry, I could not look up order **${number}**: our order system did not answer. Your order is not affected. Please try again in a few minutes, or tell me if you would rather speak to a person.`;
}
