import { describe, expect, it } from 'vitest';
import type { Conversation, Message, Reply, Tool } from '../conversation.ts';
import { think } from './think.ts';

function offered(name: string, properties: Record<string, string>, description = ''): Tool {
  const schemas = Object.fromEntries(Object.entries(properties).map(([key, type]) => [key, { type }]));
  return { name, description, parameters: { type: 'object', properties: schemas, required: Object.keys(properties) } };
}

const SHOP = [
  offered('find_order', { order_number: 'string' }),
  offered('search_policy', { query: 'string' }),
  offered('start_refund', { order_number: 'string', reason: 'string' }),
];
const shipped = {
  found: true,
  status: 'shipped',
  expected_on: '2026-11-24',
  carrier: 'Northline',
  items: [{ name: 'Mug', quantity: 2, price: 12 }],
  total: 24,
  currency: 'USD',
};
const policy = { results: [{ title: 'Returns', text: 'You can return items within 30 days of delivery.' }] };

/** Returns the reply to a conversation of questions, with tool results for the last question. */
function talk(
  questions: string[],
  results: [name: string, given: object, result: unknown][] = [],
  tools = SHOP,
): Reply {
  const messages: Message[] = questions.flatMap((text, at): Message[] =>
    at === 0
      ? [{ role: 'user', text }]
      : [
          { role: 'assistant', text: 'An answer.', calls: [] },
          { role: 'user', text },
        ],
  );
  results.forEach(([name, given, result], at) => {
    const id = `call_${at}`;
    messages.push({ role: 'assistant', text: '', calls: [{ id, name, arguments: { ...given } }] });
    messages.push({ role: 'tool', callId: id, text: typeof result === 'string' ? result : JSON.stringify(result) });
  });
  const conversation: Conversation = {
    model: 'm',
    messages,
    tools,
    toolChoice: 'auto',
    format: undefined,
    effort: undefined,
  };
  return think(conversation);
}

const order = (order_number: string): object => ({ order_number });

describe('a shop’s support', () => {
  it('looks up an order and reports where it is', () => {
    expect(talk(['Where is my order 1042?']).calls).toEqual([{ name: 'find_order', arguments: order('1042') }]);
    const { text } = talk(['Where is my order 1042?'], [['find_order', order('1042'), shipped]]);
    expect(text).toBe('Order **1042** is on its way with Northline and should arrive on **Tuesday, November 24**.');
  });

  it('asks for a missing order number, and uses it when it arrives', () => {
    expect(talk(['Where is my order?']).text).toContain('order number');
    expect(talk(['Where is my order?', '1042']).calls).toEqual([{ name: 'find_order', arguments: order('1042') }]);
    expect(talk(['Where is order 9999?', 'sorry, 1042']).calls).toEqual([
      { name: 'find_order', arguments: order('1042') },
    ]);
    expect(talk(['I want a refund', '#1042']).calls).toEqual([{ name: 'find_order', arguments: order('1042') }]);
  });

  it('understands a question that depends on the previous one', () => {
    expect(talk(['Where is my order 1042?', 'and when will it arrive?']).calls).toEqual([
      { name: 'find_order', arguments: order('1042') },
    ]);
  });

  it('looks up two orders at once', () => {
    const question = 'Where are my orders 1042 and 1043?';
    expect(talk([question]).calls.map((call) => call.arguments)).toEqual([order('1042'), order('1043')]);
    const { text } = talk(
      [question],
      [
        ['find_order', order('1042'), shipped],
        ['find_order', order('1043'), { found: false }],
      ],
    );
    expect(text).toContain('- Order **1042**');
    expect(text).toContain('could not find an order **1043**');
  });

  it('lists what is in an order', () => {
    const { text } = talk(['What is in order 1042?'], [['find_order', order('1042'), shipped]]);
    expect(text).toContain('- 2 × Mug, $24.00');
  });

  it('starts a refund after it has read the order and the policy', () => {
    const question = 'I want a refund for order 1040, a mug was broken';
    const delivered = { ...shipped, status: 'delivered', delivered_on: '2026-11-10', days_since_delivery: 11 };
    const found: [string, object, unknown] = ['find_order', order('1040'), delivered];
    const read: [string, object, unknown] = ['search_policy', { query: 'refund window after delivery' }, policy];
    expect(talk([question]).calls[0]!.name).toBe('find_order');
    expect(talk([question], [found]).calls[0]!.name).toBe('search_policy');
    const start = talk([question], [found, read]).calls[0]!;
    expect(start).toEqual({ name: 'start_refund', arguments: { order_number: '1040', reason: 'arrived damaged' } });
    const done = { refund_id: 'R-1040', amount: 24, currency: 'USD', expected_on: '2026-11-27' };
    const { text } = talk([question], [found, read, ['start_refund', start.arguments, done]]);
    expect(text).toContain('$24.00');
    expect(text).toContain('R-1040');
  });

  it('refuses a refund that the policy does not allow, and explains why', () => {
    const late = { ...shipped, status: 'delivered', delivered_on: '2026-10-01', days_since_delivery: 51 };
    const { text, calls } = talk(
      ['Refund order 1017 please'],
      [
        ['find_order', order('1017'), late],
        ['search_policy', { query: 'refund window after delivery' }, policy],
      ],
    );
    expect(calls).toEqual([]);
    expect(text).toContain('51 days ago');
    expect(text).toContain('within **30 days**');
  });

  it.each([
    ['What is your refund policy?', 'search_policy'],
    ['How long do I have to return something?', 'search_policy'],
    ['How much is shipping to Canada?', 'search_policy'],
    ['Do you ship internationally?', 'search_policy'],
    ['Is there a warranty?', 'search_policy'],
    ['How do I cancel my order?', 'search_policy'],
    ['How do refunds work?', 'search_policy'],
    ['How long does shipping take?', 'search_policy'],
    ['Can I swap it for another size?', 'search_policy'],
    ['and what about broken things?', 'search_policy'],
  ])('reads the policies for “%s”', (question, name) => {
    expect(talk([question]).calls.map((call) => call.name)).toEqual([name]);
  });

  it('quotes the policy that it found', () => {
    const { text } = talk(['What is your refund policy?'], [['search_policy', { query: 'x' }, policy]]);
    expect(text).toContain('within 30 days of delivery');
    expect(text).toContain('Returns');
  });

  it.each([
    ['I need to change my address', 'My orders'],
    ['Let me speak to a human', 'put you through'],
    ['Thanks!', 'You are welcome'],
    ['Hi there', 'What can I do for you?'],
    ['Tell me a joke about penguins', 'This is what I can do'],
  ])('answers “%s” itself', (question, answer) => {
    const { text, calls } = talk([question]);
    expect(calls).toEqual([]);
    expect(text).toContain(answer);
  });

  it.each(['Error: the order system did not answer', { error: 'timeout' }])(
    'apologizes if a tool fails: %o',
    (result) => {
      const { text } = talk(['Where is order 1050?'], [['find_order', order('1050'), result]]);
      expect(text).toContain('I am sorry');
      expect(text).toContain('1050');
    },
  );

  it('calls only tools that are offered', () => {
    expect(talk(['Where is my order 1042?'], [], []).calls).toEqual([]);
    expect(talk(['Refund order 1042'], [], [SHOP[1]!]).calls.map((call) => call.name)).not.toContain('start_refund');
  });
});

describe('other tools', () => {
  const weather = [offered('get_weather', { city: 'string' }, 'Gets the weather of a city')];

  it('takes the arguments from the question', () => {
    expect(talk(['What is the weather in Paris?'], [], weather).calls).toEqual([
      { name: 'get_weather', arguments: { city: 'Paris' } },
    ]);
  });

  it('calls the tool for each place in the question', () => {
    const { calls } = talk(['How is the weather in New York and Rome?'], [], weather);
    expect(calls.map((call) => call.arguments)).toEqual([{ city: 'New York' }, { city: 'Rome' }]);
  });

  it('reports the result', () => {
    const { text } = talk(
      ['Weather in Paris?'],
      [['get_weather', { city: 'Paris' }, { sky: 'rain', celsius: 12 }]],
      weather,
    );
    expect(text).toBe('Here is what I found. **Paris**: sky rain, celsius 12');
  });
});
