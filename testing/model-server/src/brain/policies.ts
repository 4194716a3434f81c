import type { Reply } from '../conversation.ts';
import { call, say } from './intent.ts';
import { answered, ask } from './shop-tools.ts';
import type { ToolResult, Turn } from './turn.ts';

/** Returns the passages of a policy search, independent of the tool's result format. */
function passages({ value, text }: ToolResult): { title: string; text: string }[] {
  const list = Object.values(value).find((field) => Array.isArray(field));
  if (!Array.isArray(list)) return Object.keys(value).length > 0 ? [] : [{ title: '', text }];
  return list.flatMap((item: unknown) => {
    if (typeof item === 'string') return [{ title: '', text: item }];
    if (typeof item !== 'object' || item === null) return [];
    const fields = Object.fromEntries(Object.entries(item));
    const body = fields['text'] ?? fields['content'];
    return typeof body === 'string'
      ? [{ title: typeof fields['title'] === 'string' ? fields['title'] : '', text: body }]
      : [];
  });
}

/** Answers a question from the shop's policies: the opening, the best passage, the closing, and the titles. */
export function fromPolicy(turn: Turn, query: string, opening: string, closing = ''): Reply {
  const found = answered(turn, 'searchPolicy');
  if (found === undefined) return call(ask(turn, 'searchPolicy', { query }));
  if (found.failure !== undefined) {
    return say('I am sorry, I cannot open our policies at the moment. Please try again in a few minutes.');
  }
  const [best, ...others] = passages(found);
  if (best === undefined) {
    return say('I could not find that in our policies, and I do not want to guess. Shall I hand you over to a person?');
  }
  const sentences = best.text.split(/(?<=[.!?])\s+(?=[A-Z])/);
  const body = sentences.length > 2 ? sentences.map((sentence) => `- ${sentence}`).join('\n') : best.text;
  const more = others.map(({ title }) => title).filter((title) => title !== '' && title !== best.title);
  return say(
    opening,
    body,
    closing,
    best.title === ''
      ? ''
      : `_From our policy “${best.title}”${more.length > 0 ? `; see also ${more.join(', ')}` : ''}._`,
  );
}
