/** @typedef {Extract<import('../src/chat/chat-event.ts').ChatEvent, { type: 'tool' }>} ToolEvent */

/** Descriptions of the tool calls for customers, by tool and state. */
const LINES = {
  find_order: {
    running: ({ order_number }) => `Looking up order ${order_number}…`,
    done: ({ order_number }) => `Looked up order ${order_number}`,
    failed: ({ order_number }) => `Could not look up order ${order_number}`,
  },
  search_policy: {
    running: () => 'Reading our policies…',
    done: () => 'Read our policies',
    failed: () => 'Could not read our policies',
  },
  start_refund: {
    running: ({ order_number }) => `Starting the refund for order ${order_number}…`,
    done: ({ order_number }) => `Started the refund for order ${order_number}`,
    failed: ({ order_number }) => `Could not start the refund for order ${order_number}`,
  },
};

/**
 * Returns the description of a tool call for customers.
 *
 * @param {ToolEvent} event
 * @returns {string}
 */
export function toolLine({ name, input, state }) {
  const line = LINES[name]?.[state];
  return line === undefined ? name.replaceAll('_', ' ') : line(input ?? {});
}
