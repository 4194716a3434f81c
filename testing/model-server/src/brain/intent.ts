import type { Reply } from '../conversation.ts';
import type { ShopTool } from './shop-tools.ts';
import type { Turn } from './turn.ts';

/** Something that people ask a shop for. */
export interface Intent {
  name: string;
  /** The words by which it is recognised. The first intent of the table whose words are there is taken. */
  asks: RegExp;
  /** Words that show it is something else after all. */
  unless?: RegExp;
  /** The tools without which it cannot be done. */
  needs: ShopTool[];
  /** What it is able to do, as said in "I can …". Absent where it is no service. */
  ability?: string;
  /** The next step: tools to call, or the answer once their results are there. */
  act: (turn: Turn, orders: string[]) => Reply;
}

/** An answer in words. */
export function say(...paragraphs: string[]): Reply {
  return { text: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'), calls: [] };
}

/** Tools to call, all at once. */
export function call(...calls: Reply['calls'][]): Reply {
  return { text: '', calls: calls.flat() };
}
