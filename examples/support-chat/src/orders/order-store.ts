import { setTimeout as sleep } from 'node:timers/promises';
import { dayFrom, daysBetween } from './days.ts';
import type { Order, Refund } from './order.ts';
import { sampleOrders } from './sample-orders.ts';

/** Number of days after delivery in which an order can be refunded. */
const REFUND_WINDOW_DAYS = 30;
/** Number of days until the money of a refund arrives. */
const REFUND_TAKES_DAYS = 5;
/** Number of the order that cannot be read, which demonstrates a failing tool. */
const UNREADABLE = '1050';

/** Error of the order system. */
class OrderError extends Error {
  override readonly name = 'OrderError';
}

/** Result of a search for an order. */
export type FoundOrder =
  | (Order & { found: true; days_since_delivery?: number })
  | { found: false; order_number: string };

/**
 * In-memory store of sample orders, which is reset when the process starts.
 *
 * @example
 * await new OrderStore().find('1042'); // { found: true, order_number: '1042', status: 'shipped', ... }
 */
export class OrderStore {
  readonly #orders: Map<string, Order>;
  readonly #now: () => Date;
  readonly #latencyMs: number;

  constructor(options: { now?: () => Date; latencyMs?: number } = {}) {
    this.#now = options.now ?? (() => new Date());
    this.#latencyMs = options.latencyMs ?? 0;
    this.#orders = new Map(sampleOrders(this.#now()).map((order) => [order.order_number, order]));
  }

  /**
   * Finds an order by its number; all characters except digits are ignored.
   *
   * @throws {OrderError} if the order system does not answer
   */
  async find(orderNumber: string): Promise<FoundOrder> {
    const order_number = orderNumber.replace(/\D/g, '');
    await sleep(this.#latencyMs);
    if (order_number === UNREADABLE) throw new OrderError(`The order system did not answer for order ${order_number}.`);
    const order = this.#orders.get(order_number);
    if (order === undefined) return { found: false, order_number };
    const since =
      order.delivered_on === undefined ? {} : { days_since_delivery: daysBetween(order.delivered_on, this.#now()) };
    return { found: true, ...order, ...since };
  }

  /**
   * Starts a refund, or returns the refund if it was already started.
   *
   * @throws {OrderError} if the order does not exist, or the policy does not allow a refund
   */
  async startRefund(orderNumber: string, reason: string): Promise<Refund> {
    const found = await this.find(orderNumber);
    if (!found.found) throw new OrderError(`There is no order ${found.order_number}.`);
    if (found.refund !== undefined) return found.refund;
    if (found.days_since_delivery === undefined) throw new OrderError('An order can be refunded once it is delivered.');
    const faulty = /damaged|defective|broken/i.test(reason);
    if (found.days_since_delivery > REFUND_WINDOW_DAYS && !faulty) {
      throw new OrderError(`An order can be refunded within ${REFUND_WINDOW_DAYS} days of its delivery.`);
    }
    const refund: Refund = {
      refund_id: `R-${found.order_number}`,
      order_number: found.order_number,
      reason,
      amount: found.total,
      currency: found.currency,
      expected_on: dayFrom(this.#now(), REFUND_TAKES_DAYS),
    };
    this.#orders.get(found.order_number)!.refund = refund;
    return refund;
  }
}
