import type { Reply } from '../conversation.ts';
import { fillArguments } from './fill-arguments.ts';
import type { ToolResult, Turn } from './turn.ts';

/** Name patterns of a shop's tools, by purpose. */
const SHOP_TOOLS = {
  findOrder: /^(find|get|look_?up|fetch)_?order(_status|_details)?$|^order_(status|lookup)$/i,
  searchPolicy: /^(search|find|get|look_?up)_?(policy|policies|faq|help|knowledge)/i,
  startRefund: /^(start|create|issue|request|process)_?refund$/i,
};
export type ShopTool = keyof typeof SHOP_TOOLS;

/** Returns whether the caller offers a tool for this purpose. */
export function offers(turn: Turn, tool: ShopTool): boolean {
  return turn.tools.some(({ name }) => SHOP_TOOLS[tool].test(name));
}

/** Creates the call of a shop's tool with the values in `about`. Other arguments come from the question. */
export function ask(
  turn: Turn,
  tool: ShopTool,
  about: { order?: string; query?: string; reason?: string },
): Reply['calls'] {
  const found = turn.tools.find(({ name }) => SHOP_TOOLS[tool].test(name));
  if (found === undefined) return [];
  const given = fillArguments(found.parameters, turn.question);
  for (const name of Object.keys(given)) {
    if (/order|number|id$/i.test(name) && about.order !== undefined)
      given[name] = numbered(found.parameters.properties?.[name]?.type, about.order);
    else if (/query|question|text|topic|search/i.test(name) && about.query !== undefined) given[name] = about.query;
    else if (/reason|why/i.test(name) && about.reason !== undefined) given[name] = about.reason;
  }
  return [{ name: found.name, arguments: given }];
}

function numbered(type: string | string[] | undefined, order: string): string | number {
  return type === 'number' || type === 'integer' ? Number(order) : order;
}

/** Returns the result of a shop's tool in this turn, for a certain order if one is given. */
export function answered(turn: Turn, tool: ShopTool, order?: string): ToolResult | undefined {
  return turn.results.find(
    (result) =>
      SHOP_TOOLS[tool].test(result.tool) &&
      (order === undefined || Object.values(result.arguments).some((value) => String(value) === order)),
  );
}
