type OrderStatus = 'processing' | 'shipped' | 'out_for_delivery' | 'delivered' | 'delayed' | 'cancelled';

/** Item of an order. `price` is the price of one piece, in the currency of the order. */
export interface Item {
  name: string;
  quantity: number;
  price: number;
}

/** Order as the shop stores it. Dates have the format `YYYY-MM-DD`. */
export interface Order {
  order_number: string;
  status: OrderStatus;
  placed_on: string;
  expected_on?: string;
  delivered_on?: string;
  carrier?: string;
  tracking_number?: string;
  items: Item[];
  total: number;
  currency: 'USD';
  refund?: Refund;
}

/** Refund of an order. */
export interface Refund {
  refund_id: string;
  order_number: string;
  reason: string;
  amount: number;
  currency: 'USD';
  expected_on: string;
}
