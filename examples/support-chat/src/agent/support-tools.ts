import { tool, type Tool, type ToolSet } from 'ai';
import { z } from 'zod';
import type { OrderStore } from '../orders/order-store.ts';
import type { Refund } from '../orders/order.ts';
import type { PolicyMatch } from '../policies/policy-index.ts';

const ORDER_NUMBER = z.string().describe('The order number, such as 1042');

/** Systems of the shop that the tools use. */
export interface Shop {
  orders: OrderStore;
  searchPolicies: (query: string) => Promise<PolicyMatch[]>;
}

/** Tools of the agent. */
export interface SupportTools extends ToolSet {
  find_order: Tool<{ order_number: string }, Awaited<ReturnType<OrderStore['find']>>>;
  search_policy: Tool<{ query: string }, { results: PolicyMatch[] }>;
  start_refund: Tool<{ order_number: string; reason: string }, Refund>;
}

/** Creates the agent's tools. */
export function supportTools({ orders, searchPolicies }: Shop): SupportTools {
  return {
    find_order: tool({
      description: 'Finds an order by its number: status, dates, carrier, items and total.',
      inputSchema: z.object({ order_number: ORDER_NUMBER }),
      execute: ({ order_number }) => orders.find(order_number),
    }),
    search_policy: tool({
      description: 'Searches the shop’s policies: returns, refunds, shipping, warranty, payment.',
      inputSchema: z.object({ query: z.string().describe('What to look for, in a few words') }),
      execute: async ({ query }) => ({ results: await searchPolicies(query) }),
    }),
    start_refund: tool({
      description: 'Starts the refund of a delivered order. Only after the order and the refund policy were checked.',
      inputSchema: z.object({
        order_number: ORDER_NUMBER,
        reason: z.string().describe('Why, in a few words, such as: arrived damaged'),
      }),
      execute: ({ order_number, reason }) => orders.startRefund(order_number, reason),
    }),
  };
}
