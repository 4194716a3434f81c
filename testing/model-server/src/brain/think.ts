import type { Conversation, Reply } from '../conversation.ts';
import { calculateWithTools } from './calculate-with-tools.ts';
import { fillArguments } from './fill-arguments.ts';
import { say, type Intent } from './intent.ts';
import { INTENTS } from './intents.ts';
import { offers } from './shop-tools.ts';
import { readTurn, type Turn } from './turn.ts';
import { useAnyTool } from './use-any-tool.ts';
import { orderNumbers } from './words.ts';

/** Maximum length, in characters, of a question with little more than an order number, such as "sorry, 1043". */
const BARE_NUMBER_LENGTH = 32;

function intentOf(question: string, turn: Turn): Intent | undefined {
  return INTENTS.find(
    ({ asks, unless, needs }) =>
      asks.test(question) && !unless?.test(question) && needs.every((tool) => offers(turn, tool)),
  );
}

/** Returns whether a question depends on the previous one because it contains little more than a number. */
function leansOn(question: string, turn: Turn): boolean {
  const bare = orderNumbers(question).length > 0 && question.length <= BARE_NUMBER_LENGTH;
  return (
    bare && (intentOf(question, turn) === undefined || /^\W*(my )?order( number)?( is)?\W*\d+\W*$/i.test(question))
  );
}

/** Returns the intent of a question. A question that depends on earlier questions has their intent. */
function understand(turn: Turn): Intent | undefined {
  if (!leansOn(turn.question, turn)) return intentOf(turn.question, turn);
  const meant = turn.before.find((question) => !leansOn(question, turn));
  return (meant === undefined ? undefined : intentOf(meant, turn)) ?? intentOf('order status', turn);
}

/** Returns the orders that a question names, otherwise the orders that were named last in the conversation. */
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
  const lines = known.toReversed().flatMap(({ ability }) => (ability === undefined ? [] : [ability]));
  const tools = turn.tools.map(({ name, description }) => `\`${name}\`${description === '' ? '' : `: ${description}`}`);
  return (lines.length > 0 ? lines : tools).map((line) => `- ${line}`).join('\n');
}

function unknown(turn: Turn): Reply {
  const list = abilities(turn);
  if (list === '')
    return say('I am a small rule-based model that runs beside this example. Offer me tools, and I use them.');
  const asked = /\bwhat can you\b|\bhelp\b/i.test(turn.question);
  const opening = asked ? 'This is what I can do:' : 'I am not sure that I understood you. This is what I can do:';
  return say(opening, list, 'How can I help you?');
}

/**
 * Returns the reply of the model. Selects an intent by the user's words and takes its next step, given the tool results
 * in the conversation. The model is stateless and not random: the same conversation always gets the same reply.
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
