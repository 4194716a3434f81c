import { call, say, type Intent } from './intent.ts';
import { foundOrder, noSuchOrder, orderSystemFailed, whatIsInIt, whereIsIt, type Order } from './orders.ts';
import { fromPolicy } from './policies.ts';
import { refund, refundProgress } from './refund.ts';
import { answered, ask, offers } from './shop-tools.ts';
import type { Turn } from './turn.ts';

/** Looks up orders, all at once, and describes each with `tell`. */
function tellOfOrders(
  turn: Turn,
  orders: string[],
  tell: (number: string, order: Order) => string,
): ReturnType<Intent['act']> {
  if (orders.length === 0) {
    return say(
      'I can look that up for you. What is your **order number**? It has four digits and is at the top of your confirmation e-mail.',
    );
  }
  const unknown = orders.filter((number) => answered(turn, 'findOrder', number) === undefined);
  if (unknown.length > 0) return call(...unknown.map((number) => ask(turn, 'findOrder', { order: number })));
  const told = orders.map((number) => {
    const found = foundOrder(answered(turn, 'findOrder', number)!);
    if ('failure' in found) return orderSystemFailed(number);
    return 'missing' in found ? noSuchOrder(number) : tell(number, found.order);
  });
  return say(
    ...(told.length > 1 && told.every((text) => !text.includes('\n'))
      ? [told.map((text) => `- ${text}`).join('\n')]
      : told),
  );
}

/** Intents of a shop's customers, the most specific first. */
export const INTENTS: Intent[] = [
  {
    name: 'human handover',
    asks: /\b(human|real person|a person|someone real|representative|supervisor|manager|speak (to|with)|talk (to|with))\b|\bhand me over\b/i,
    needs: [],
    ability: 'hand you over to a person',
    act: () =>
      say(
        'Of course. I have put you through to our team, with this conversation attached, so you do not have to repeat yourself.',
        '- **By chat**: somebody answers here within about 10 minutes (Monday to Friday, 8:00 to 20:00).\n- **By phone**: +1 555 0142, same hours.',
        'Until then, I am happy to help you further.',
      ),
  },
  {
    name: 'address change',
    asks: /\b(change|update|correct|wrong|new|different|edit)\b.*\baddress|\baddress\b.*\b(change|wrong|update|correct)/i,
    needs: [],
    ability: 'explain how to change a delivery address',
    act: () =>
      say(
        'I cannot change an address myself, but you can, as long as the order has not left our warehouse:',
        '1. Open **My orders** and choose the order.\n2. Press **Change delivery address**.\n3. Save. You get a confirmation by e-mail.',
        'Once an order has been shipped, use the link in the carrier’s e-mail to send it to another address or to a pick-up point.',
      ),
  },
  {
    name: 'order cancellation',
    asks: /\bcancel/i,
    needs: ['searchPolicy'],
    ability: 'explain how to cancel an order',
    act: (turn) => fromPolicy(turn, 'cancel an order', 'Here is how cancelling works.'),
  },
  {
    name: 'exchange',
    asks: /\b(exchange|swap|another (size|colou?r))\b/i,
    needs: ['searchPolicy'],
    act: (turn) => fromPolicy(turn, 'exchange for another size', 'Gladly. This is how an exchange works:'),
  },
  {
    name: 'refund progress',
    asks: /\b(when|how long|where)\b.*\b(my|the|get|take)\b.*\b(money|refund)\b/i,
    needs: ['findOrder', 'searchPolicy'],
    act: refundProgress,
  },
  {
    name: 'refund',
    asks: /\b(refund|money back|return|send (it|this|them) back|reimburse)/i,
    unless:
      /\b(policy|policies|rules?|how long|how many days|can i (still )?return|do you|how do(es)? (a |your |the )?(refund|return)s?|conditions?|allowed|what is|what's)\b(?!.*\b\d{4,6}\b)/i,
    needs: ['findOrder', 'startRefund'],
    ability: 'start a refund, if our policy allows it',
    act: refund,
  },
  {
    name: 'damaged item',
    asks: /\b(broken|broke|damaged|defective|faulty|cracked|wrong item)\b/i,
    unless: /\b\d{4,6}\b/,
    needs: ['searchPolicy'],
    act: (turn) =>
      fromPolicy(
        turn,
        'item arrives damaged or broken',
        'I am sorry to hear that. This is what we do about it:',
        'Send me the **order number** and the word “refund”, and I start it at once.',
      ),
  },
  {
    name: 'refund policy',
    asks: /\b(refund|return|money back|exchange|send back)/i,
    needs: ['searchPolicy'],
    ability: 'explain our refund and shipping policies',
    act: (turn) =>
      fromPolicy(
        turn,
        'refund window after delivery',
        'You can send back almost everything:',
        'If you would like to return something, send me its **order number** and I take care of the rest.',
      ),
  },
  {
    name: 'shipping policy',
    asks: /\b(shipping|delivery|deliver|ship)\b.*\b(cost|costs|fee|free|charge|price|policy|options?|take|times?|abroad|international|countries|express|overnight|long|to)\b|\b(how much|how long|free|international|express|do you)\b.*\b(shipping|delivery|deliver|ship)\b/i,
    unless: /\b\d{4,6}\b/,
    needs: ['searchPolicy'],
    act: (turn) => fromPolicy(turn, turn.question, 'Here is how shipping works:'),
  },
  {
    name: 'other policy',
    asks: /\b(warranty|guarantee|gift card|voucher|pay(ment|pal)?|price match|discount|invoice|repair|privacy|my data)\b/i,
    needs: ['searchPolicy'],
    act: (turn) => fromPolicy(turn, turn.question, 'This is what our policy says:'),
  },
  {
    name: 'order contents',
    asks: /\b(what('s| is| was| did)|which|list|show)\b.*\b(in (it|my|the|order)|items?|contents?|i (order|buy|bought)|products?|total)\b|\bcontents? of\b|\b(total of|how much (is|was|did)).*\b\d{4,6}\b/i,
    needs: ['findOrder'],
    ability: 'list what is in an order',
    act: (turn, orders) => tellOfOrders(turn, orders, whatIsInIt),
  },
  {
    name: 'order status',
    asks: /\b(where|status|track|tracking|arriv\w*|deliver\w*|shipped|when (will|does|is|should)|order|orders|package|parcel|late)\b/i,
    needs: ['findOrder'],
    ability: 'tell you where an order is and when it arrives',
    act: (turn, orders) => tellOfOrders(turn, orders, whereIsIt),
  },
  {
    name: 'thanks',
    asks: /\b(thanks?|thank you|thx|great|perfect|awesome|cheers|bye|goodbye)\b/i,
    needs: [],
    act: () => say('You are welcome! Write again whenever you need something. Have a good day.'),
  },
  {
    name: 'greeting',
    asks: /^\W*(hi|hello|hey|good (morning|afternoon|evening)|howdy)\b/i,
    needs: [],
    act: (turn) =>
      say(
        offers(turn, 'findOrder')
          ? 'Hello! What can I do for you? If it is about an order, its number helps me to find it.'
          : 'Hello! What can I do for you?',
      ),
  },
];
