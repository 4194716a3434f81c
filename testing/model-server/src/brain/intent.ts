import type { Reply } from '../conversation.ts';
import type { ShopTool } from './shop-tools.ts';
import type { Turn } from './turn.ts';

/** Request that customers make to a shop. */
export interface Intent {
  name: string;
  /** Pattern for questions with this intent. The first intent in the table that matches is selected. */
  asks: RegExp;
  /** Pattern for questions with another intent, although `asks` matches. */
  unless?: RegExp;
  /** Tools that the intent requires. */
  needs: ShopTool[];
  /** Ability that completes "I can …". Absent if the intent is not a service. */
  ability?: string;
  /** Returns the next step: tools to call, or the answer if their results are available. */
  act: (turn: Turn, orders: string[]) => Reply;
}

/** Creates a reply of text paragraphs. Empty paragraphs are omitted. */
export function say(...paragraphs: string[]): Reply {
  return { text: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'), calls: [] };
}

/** Creates a reply that calls tools, all at once. */
export function call(...calls: Reply['calls'][]): Reply {
  return { text: '', calls: calls.flat() };
}
