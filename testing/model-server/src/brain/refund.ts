import type { Reply } from '../conversation.ts';
import { call, say } from './intent.ts';
import { foundOrder, noSuchOrder, orderSystemFailed } from './orders.ts';
import { fromPolicy } from './policies.ts';
import { answered, ask, offers } from './shop-tools.ts';
import type { Turn } from './turn.ts';
import { dayName, money, plain } from './words.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const DEFAULT_WINDOW_DAYS = 30;

/** Reasons for a refund, by patterns of the customer's words. */
const REASONS: [RegExp, string][] = [
  [/broken|crack|shatter|chipped|damaged|leak/i, 'arrived damaged'],
  [/defect|does ?n.t work|not working|stopped working|faulty/i, 'defective'],
  [/wrong (item|size|colou?r|product)|not what i ordered/i, 'wrong item'],
  [/too (small|big|large|tight|long|short)|does ?n.t fit/i, 'does not fit'],
  [/too late|arrived late|late/i, 'arrived too late'],
];

function reasonOf(turn: Turn): string {
  const said = [turn.question, ...turn.before.slice(0, 2)].join(' ');
  return REASONS.find(([words]) => words.test(said))?.[1] ?? 'changed my mind';
}

/** Returns the number of days after delivery in which a policy allows a return, according to its text. */
function windowDays(policy: string): number {
  return Number(/within (\d+) days/i.exec(policy)?.[1] ?? DEFAULT_WINDOW_DAYS);
}

function daysSince(date: unknown): number {
  return Math.floor((Date.now() - new Date(plain(date)).getTime()) / DAY_MS);
}

/**
 * Starts a refund: finds the order, reads the policy, and starts the refund only if the policy allows it. Otherwise
 * explains why not.
 */
export function refund(turn: Turn, orders: string[]): Reply {
  const number = orders[0];
  if (number === undefined)
    return say('I can help with that. Which order is it about? Please send me its **order number**.');

  const looked = answered(turn, 'findOrder', number);
  if (looked === undefined) return call(ask(turn, 'findOrder', { order: number }));
  const found = foundOrder(looked);
  if ('failure' in found) return say(orderSystemFailed(number));
  if ('missing' in found) return say(noSuchOrder(number));

  const { order } = found;
  if (order['refund'] !== undefined) {
    return say(
      `A refund for order **${number}** is already under way, so there is nothing left for you to do. It reaches you within 5 working days.`,
    );
  }
  if (order['status'] === 'cancelled')
    return say(`Order **${number}** was cancelled before it was charged, so there is nothing to refund.`);
  if (order['delivered_on'] === undefined) {
    return say(
      `Order **${number}** has not been delivered yet, so I cannot refund it now.`,
      'You can refuse the parcel when it comes, or write to me again once it is there: returns are free from the day of delivery.',
    );
  }

  const policy = offers(turn, 'searchPolicy') ? answered(turn, 'searchPolicy') : undefined;
  if (offers(turn, 'searchPolicy') && policy === undefined) {
    return call(ask(turn, 'searchPolicy', { query: 'refund window after delivery' }));
  }
  const allowed = windowDays(policy?.text ?? '');
  const passed = Number(order['days_since_delivery'] ?? daysSince(order['delivered_on']));
  const reason = reasonOf(turn);
  if (passed > allowed && !/damaged|defective/.test(reason)) {
    return say(
      `I am sorry, but I cannot refund order **${number}**. It was delivered on ${dayName(order['delivered_on'])}, **${passed} days ago**, and our policy allows returns within **${allowed} days** of delivery.`,
      'There are two things that I can offer instead:\n\n- If an item is **defective**, the two-year warranty covers its repair or exchange. Tell me what is wrong with it.\n- A **person** can look at your case. Just ask me to hand you over.',
    );
  }

  const started = answered(turn, 'startRefund', number);
  if (started === undefined) return call(ask(turn, 'startRefund', { order: number, reason }));
  if (started.failure !== undefined || started.value['refund_id'] === undefined) {
    const why = started.failure ?? plain(started.value['reason'] ?? 'the payment system did not accept it');
    return say(
      `I am sorry, the refund for order **${number}** could not be started: ${why.replace(/\.$/, '')}.`,
      'Nothing was changed. You can try again in a few minutes, or I hand you over to a person.',
    );
  }
  return say(
    `Done: I have started the refund for order **${number}**.`,
    [
      `- **Amount**: ${money(started.value['amount'], started.value['currency'])}`,
      `- **Reference**: \`${plain(started.value['refund_id'])}\``,
      `- **On your account by**: ${dayName(started.value['expected_on'])}`,
    ].join('\n'),
    'A return label is on its way to your e-mail. The parcel needs to be with the carrier within 14 days.',
  );
}

/** Explains when the money of a refund arrives: for the order in the conversation, otherwise by the policy. */
export function refundProgress(turn: Turn, orders: string[]): Reply {
  const number = orders[0];
  const byPolicy = (): Reply => fromPolicy(turn, 'refund window after delivery', 'This is how long a refund takes:');
  if (number === undefined) return byPolicy();
  const looked = answered(turn, 'findOrder', number);
  if (looked === undefined) return call(ask(turn, 'findOrder', { order: number }));
  const refunded = looked.value['refund'];
  if (typeof refunded !== 'object' || refunded === null) return byPolicy();
  const { amount, currency, expected_on }: Record<string, unknown> = { ...refunded };
  return say(
    `The **${money(amount, currency)}** for order **${number}** should be on your account by **${dayName(expected_on)}**.`,
  );
}
