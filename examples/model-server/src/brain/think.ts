import type { Conversation, Reply } from '../conversation.ts';
import { calculateWithTools } from './calculate-with-tools.ts';
import { fillArguments } from './fill-arguments.ts';
import { say, type Intent } from './intent.ts';
import { INTENTS } from './intents.ts';
import { offers } from './shop-tools.ts';
import { readTurn, type Turn } from './turn.ts';
import { useAnyTool } from './use-any-tool.ts';
import { orderNumbers } from './words.ts';

/** A question that says nothing but a number, or leans on the one before: "1043?", "and when will it arrive?". */
const FOLLOW_UP =
  /^\W*(it'?s|it is|my order( number)? is|number|order|yes|ok|and|sure|the number is)?\W*#?\d{4,6}\W*$/i;

function intentOf(question: string, turn: Turn): Intent | undefined {
  return INTENTS.find(
    ({ asks, unless, needs }) =>
      asks.test(question) && !unless?.test(question) && needs.every((tool) => offers(turn, tool)),
  );
}

/** The intent of a question; a bare number takes the intent of the question that it answers. */
function understand(turn: Turn): Intent | undefined {
  if (!FOLLOW_UP.test(turn.question)) return intentOf(turn.question, turn);
  const meant = turn.before.find((question) => !FOLLOW_UP.test(question));
  return (meant === undefined ? undefined : intentOf(meant, turn)) ?? intentOf('order status', turn);
}

/** The orders that a question is about: those it names, else those that the conversation was about last. */
function ordersOf(turn: Turn): string[] {
  for (const text of [turn.question, ...turn.before]) {
    const named = orderNumbers(text);
    if (named.length > 0) return named;
  }
  return [];
}

function abilities(turn: Turn): string {
  const shop = INTENTS.filter(
    ({ ability, needs }) => ability !== undefined && needs.length > 0 && needs.every((tool) => offers(turn, tool)),
  );
  const known = shop.length > 0 ? INTENTS.filter((intent) => shop.includes(intent) || intent.needs.length === 0) : [];
  const lines = known.flatMap(({ ability }) => (ability === undefined ? [] : [ability]));
  const tools = turn.tools.map(({ name, description }) => `\`${name}\`${description === '' ? '' : `: ${description}`}`);
  return (lines.length > 0 ? lines : tools).map((line) => `- ${line}`).join('\n');
}

function unknown(turn: Turn): Reply {
  const list = abilities(turn);
  if (list === '')
    return say('I am a small rule-based model that runs beside this example. Offer me tools, and I use them.');
  return say('I am not sure that I understood you. This is what I can do:', list, 'What shall it be?');
}

/**
 * The model: picks an intent by the user's words and takes its next step, given the tool results in the conversation.
 * It has no memory and no chance in it: the same conversation always gets the same reply.
 */
export function think(conversation: Conversation): Reply {
  const turn = readTurn(conversation);
  if (conversation.format?.properties !== undefined && turn.results.length === 0 && turn.tools.length === 0) {
    return { text: JSON.stringify(fillArguments(conversation.format, turn.question)), calls: [] };
  }
  const { toolChoice } = conversation;
  const forced = typeof toolChoice === 'object' ? toolChoice.name : toolChoice === 'required' ? true : undefined;
  if (forced !== undefined && turn.results.length === 0) return useAnyTool(turn, forced) ?? unknown(turn);

  const shop = offers(turn, 'findOrder') || offers(turn, 'searchPolicy') || offers(turn, 'startRefund');
  const intent = understand(turn);
  if (intent !== undefined && (shop || intent.name === 'greeting' || intent.name === 'thanks'))
    return intent.act(turn, ordersOf(turn));
  return calculateWithTools(turn) ?? useAnyTool(turn) ?? unknown(turn);
}
