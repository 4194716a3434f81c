import { dayName, money, plain } from './words.ts';
import type { ToolResult } from './turn.ts';

/** An order as a tool gives it. Every field may be missing. */
export type Order = Record<string, unknown>;

/** An order that was found, what stood in the way, or that there is none of that number. */
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

/** One sentence on where an order is. */
export function whereIsIt(number: string, order: Order): string {
  const tell = ARRIVAL[plain(order['status'])];
  const state = tell?.(order) ?? `has the status “${plain(order['status'])}”.`;
  const tracking = order['tracking_number'];
  const moving = order['status'] !== 'delivered' && order['status'] !== 'cancelled';
  return `Order **${number}** ${state}${tracking !== undefined && moving ? ` The tracking number is \`${plain(tracking)}\`.` : ''}`;
}

/** The items of an order as a list, and what it cost. */
export function whatIsInIt(number: string, order: Order): string {
  const items = Array.isArray(order['items']) ? order['items'] : [];
  const lines = items.map((item: Order) => {
    const quantity = Number(item['quantity'] ?? 1);
    return `- ${quantity} × ${plain(item['name'])}, ${money(Number(item['price'] ?? 0) * quantity, order['currency'])}`;
  });
  return `Order **${number}** has ${lines.length === 1 ? 'one item' : `${lines.length} items`}:\n\n${lines.join('\n')}\n\nThe total was **${money(order['total'], order['currency'])}**, placed on ${dayName(order['placed_on'])}.`;
}

/** What to say of a number under which there is no order. */
export function noSuchOrder(number: string): string {
  return `I could not find an order **${number}**. Could you check the number? It stands at the top of your confirmation e-mail and has four digits.`;
}

/** What to say where the order system failed. */
export function orderSystemFailed(number: string): string {
  return `I am sorry, I could not look up order **${number}**: our order system did not answer. Your order is not affected. Please try again in a few minutes, or tell me if you would rather speak to a person.`;
}
