type OrderStatus = 'processing' | 'shipped' | 'out_for_delivery' | 'delivered' | 'delayed' | 'cancelled';

/** Something that was bought; `price` is that of one piece. */
export interface Item {
  name: string;
  quantity: number;
  price: number;
}

/** An order as the shop keeps it. Days are `YYYY-MM-DD`. */
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

/** Money on its way back. */
export interface Refund {
  refund_id: string;
  order_number: string;
  reason: string;
  amount: number;
  currency: 'USD';
  expected_on: string;
}
