import { newId } from '@vitrine/core/model';
import { html } from 'lit';
import { beforeAll, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { sendHostileTrace, type HostileTrace } from '../../fixtures/hostile-trace.fixture.ts';
import { sendLongTrace } from '../../fixtures/long-trace.fixture.ts';
import { sendServedTrace } from '../../fixtures/served-trace.fixture.ts';
import { SERVER, sendTraces } from '../../fixtures/send-traces.fixture.ts';
import { deep, deepAll, textOf } from '../../fixtures/shadow-dom.fixture.ts';
import { expectAccessible, show, until } from '../../fixtures/show.fixture.ts';
import { sendSupportConversation, type SupportConversation } from '../../fixtures/support-conversation.fixture.ts';
import type { SelectSpanDetail, VitrineTrace } from './vitrine-trace.ts';
import './vitrine-trace.ts';

let chat: SupportConversation;
let hostile: HostileTrace;
beforeAll(async () => {
  chat = await sendSupportConversation('trace tests');
  hostile = await sendHostileTrace('trace tests');
});

async function showTrace(traceId: string, spanId?: string): Promise<VitrineTrace> {
  const element = show<VitrineTrace>(html`<vitrine-trace server=${SERVER} trace-id=${traceId}></vitrine-trace>`);
  if (spanId !== undefined) element.spanId = spanId;
  await until(() => expect(deepAll(element, '.row').length).toBeGreaterThan(0));
  return element;
}

function names(element: Element): (string | undefined)[] {
  return deepAll(element, '.row .label').map((label) => label.textContent?.trim());
}

function detail(element: Element): string {
  return textOf(deep(element, 'vitrine-span'));
}

function row(element: Element, name: string): HTMLElement {
  return deepAll(element, '.row').find((candidate) => textOf(candidate).includes(name)) as HTMLElement;
}

test('a trace is accessible', async () => {
  const element = await showTrace(chat.answered);
  await until(() => expect(detail(element)).toContain('Your order 1042'));
  await expectAccessible(element);
  await userEvent.click(row(element, 'find_order'));
  await until(() => expect(detail(element)).toContain('"shipped"'));
  await expectAccessible(element);
});

test('a trace shows the tree of its spans and its messages', async () => {
  const element = await showTrace(chat.answered);
  expect(names(element)).toEqual([
    'support answer',
    'support agent',
    'step 1',
    'gpt-4o-mini',
    'find_order',
    'step 2',
    'gpt-4o-mini',
    'no personal data',
  ]);
  const header = textOf(deep(element, '.header'));
  expect(header).toContain('2.84');
  expect(header).toContain('3.1k');
  await until(() => expect(detail(element)).toContain('user Where is my order 1042?'));
  await until(() =>
    expect(deep(element, 'vitrine-span strong')?.textContent ?? deep(element, 'strong')?.textContent).toBe('1042'),
  );
});

test('the bar of a model call shows the time to the first token', async () => {
  const element = await showTrace(chat.answered);
  const waits = deepAll(element, '.first-token');
  expect(waits).toHaveLength(2);
  const [wait] = waits;
  const share = (wait?.getBoundingClientRect().width ?? 0) / (wait?.parentElement?.getBoundingClientRect().width ?? 1);
  expect(share).toBeCloseTo(420 / 1120, 1);
});

test.each([1.2, 786, 999, 8_040, 125_000, 3_590_000])(
  'the labels of the time axis do not overlap in a trace of %d ms',
  async (ms) => {
    const id = newId();
    const start = Date.now() - ms;
    const start_time = new Date(start).toISOString();
    const end_time = new Date(start + ms).toISOString();
    await sendTraces([{ id, project_name: 'trace tests', name: 'timed', start_time, end_time }]);
    const element = await showTrace(id);
    // Width of the element in the admin page on a small screen.
    element.style.inlineSize = '1096px';
    const labels = deepAll(element, '.header .tick').filter((label) => label.offsetWidth > 0);
    expect(labels.length).toBeGreaterThan(1);
    const boxes = labels.map((label) => label.getBoundingClientRect());
    const gaps = boxes.slice(1).map((box, index) => box.left - boxes.at(index)!.right);
    expect(Math.min(...gaps)).toBeGreaterThan(0);
  },
);

test.each([
  [1, ['0', '1 ms']],
  [2, ['0', '1 ms', '2 ms']],
  [10, ['0', '2 ms', '4 ms', '6 ms', '10 ms']],
])('the time axis of a trace of %d ms has a different time at each label', async (ms, expected) => {
  const id = newId();
  const start = Date.now() - 60_000;
  const start_time = new Date(start).toISOString();
  const end_time = new Date(start + ms).toISOString();
  await sendTraces([{ id, project_name: 'trace tests', name: 'short', start_time, end_time }]);
  const labels = deepAll(await showTrace(id), '.header .tick').map((label) => textOf(label));
  expect(labels).toEqual(expected);
});

test('the body of a span is fetched once, when the span is selected', async () => {
  const element = await showTrace(chat.answered);
  const requests = (): number =>
    performance.getEntriesByType('resource').filter(({ name }) => name.endsWith(`${chat.answered}/bodies`)).length;
  await until(() => expect(detail(element)).toContain('Where is my order'));
  const before = requests();
  await userEvent.click(row(element, 'find_order'));
  await until(() => expect(detail(element)).toContain('"shipped"'));
  expect(requests()).toBe(before + 1);
  await userEvent.click(row(element, 'step 1'));
  await userEvent.click(row(element, 'find_order'));
  await until(() => expect(detail(element)).toContain('"shipped"'));
  expect(requests()).toBe(before + 2);
});

test('the arrow keys select rows and fire vitrine-select-span', async () => {
  const element = await showTrace(chat.answered);
  const selected: SelectSpanDetail[] = [];
  element.addEventListener('vitrine-select-span', (event) => selected.push(event.detail));
  const active = (): string => textOf(deep(element, '.row.active .label'));
  deep(element, '.scroller')?.focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}{ArrowDown}');
  await until(() => expect(active()).toBe('find_order'));
  expect(selected.at(-1)).toEqual({ id: chat.toolSpan, trace_id: chat.answered });
  await userEvent.keyboard('{ArrowLeft}');
  await until(() => expect(active()).toBe('step 1'));
  await userEvent.keyboard('{ArrowLeft}');
  await until(() => expect(names(element)).not.toContain('find_order'));
  await userEvent.keyboard('{ArrowRight}{End}');
  await until(() => expect(active()).toBe('no personal data'));
  await userEvent.keyboard('{Home}');
  await until(() => expect(active()).toBe('support answer'));
});

test('`/` searches spans and shows their ancestors, and Escape ends the search', async () => {
  const element = await showTrace(chat.answered);
  deep(element, '.scroller')?.focus();
  await userEvent.keyboard('/order');
  await until(() => expect(names(element)).toEqual(['support answer', 'support agent', 'step 1', 'find_order']));
  await userEvent.keyboard('{Escape}');
  await until(() => expect(names(element)).toHaveLength(8));
});

test('the count of errors leads to the next error and its traceback', async () => {
  const element = await showTrace(chat.failed);
  deep(element, '.errors')?.click();
  // The detail of the trace has the same error, until the detail of the span has loaded.
  await until(() => {
    expect(detail(element)).toContain('support agent');
    expect(detail(element)).toContain('OrderServiceError');
    expect(detail(element)).toContain('The order service answered 503 after 3 tries.');
    expect(detail(element)).toContain('at cancelOrder (orders.ts:41:11)');
  });
});

test('spans of HTTP, databases and other infrastructure are hidden by default', async () => {
  const { id, requestSpan } = await sendServedTrace('trace tests');
  const element = await showTrace(id);
  const agentOnly = ['POST /chat', 'support agent', 'gpt-4o-mini', 'find_order', 'GET /orders'];
  expect(names(element)).toEqual(agentOnly);
  // A failed span is shown, under its nearest shown ancestor.
  expect(deepAll(element, '.row').map((each) => each.ariaLevel)).toEqual(['1', '2', '3', '3', '3']);
  const toggle = deep(element, '.hidden-spans') as HTMLElement;
  expect(textOf(toggle)).toBe('4 hidden');
  await expectAccessible(element);
  await userEvent.click(toggle);
  await until(() => expect(names(element)).toHaveLength(9));
  expect(textOf(toggle)).toBe('hide 4');
  await userEvent.click(row(element, 'POST api.openai.com'));
  await expectAccessible(element);
  await userEvent.click(toggle);
  await until(() => expect(names(element)).toEqual(agentOnly));
  // The selected row is hidden now, so that the trace is selected.
  expect(textOf(deep(element, '.row.active .label'))).toBe('POST /chat');
  // A hidden span that the page selects is shown.
  element.spanId = requestSpan;
  await until(() => expect(textOf(deep(element, '.row.active .label'))).toBe('POST api.openai.com'));
});

test('the details show tokens as parts that add up, and a cost without a price as unpriced', async () => {
  const element = await showTrace(chat.answered);
  await userEvent.click(deep(element, '.row:nth-child(7)') as HTMLElement);
  await until(() => expect(deepAll(element, '[role=tab]').map((tab) => textOf(tab))).toContain('Messages'));
  deepAll(element, '[role=tab]')
    .find((tab) => textOf(tab).includes('Details'))
    ?.click();
  await until(() =>
    expect(detail(element)).toMatch(/Input ?1,698 ?Input, from cache ?512 ?Output ?62 ?Reasoning ?24 ?Total ?2,296/),
  );
  element.traceId = chat.unpriced;
  await until(() => expect(textOf(deep(element, '.facts'))).toContain('unpriced'));
});

test('a span that the page selects stays selected', async () => {
  const element = await showTrace(chat.answered, chat.toolSpan);
  expect(textOf(deep(element, '.row.active .label'))).toBe('find_order');
});

test('below 720 px the detail is a sheet that Escape closes', async () => {
  const element = await showTrace(chat.answered);
  element.parentElement?.style.setProperty('width', '390px');
  await until(() => expect(deep(element, 'vitrine-span')).toBeNull());
  await userEvent.click(row(element, 'find_order'));
  await until(() => expect(detail(element)).toContain('"shipped"'));
  await expectAccessible(element);
  await userEvent.keyboard('{Escape}');
  await until(() => expect(deep(element, 'vitrine-span')).toBeNull());
});

test('the line between tree and detail moves by keyboard', async () => {
  const element = await showTrace(chat.answered);
  const line = deep(element, '[role=separator]') as HTMLElement;
  const before = Number(line.ariaValueNow);
  line.focus();
  await userEvent.keyboard('{ArrowLeft}');
  await until(() => expect(Number(line.ariaValueNow)).toBe(before - 2));
  localStorage.removeItem('vitrine:split');
});

test('a trace of 10,000 spans has only its visible rows in the DOM', async () => {
  const id = await sendLongTrace('trace tests', 10_000);
  const element = await showTrace(id);
  expect(deepAll(element, '.row').length).toBeLessThan(120);
  deep(element, '.scroller')?.focus();
  await userEvent.keyboard('{End}');
  await until(() => expect(names(element).at(-1)).toBe('classify ticket 9999'));
  expect(deepAll(element, '.row').length).toBeLessThan(120);
  const active = deep(element, '.row.active')?.getBoundingClientRect();
  const box = deep(element, '.scroller')?.getBoundingClientRect();
  expect(active?.bottom).toBeLessThanOrEqual((box?.bottom ?? 0) + 1);
});

test('hostile content is shown as content', async () => {
  const element = await showTrace(hostile.id);
  expect(names(element)).toContain('orphan');
  expect(names(element)).toContain('circle b');
  element.spanId = hostile.markdownSpan;
  await until(() => expect(detail(element)).toContain('press me'));
  element.spanId = hostile.deepSpan;
  await until(() => expect(detail(element)).toContain('show more of 20,000'));
  element.spanId = hostile.hugeSpan;
  await until(() => expect(detail(element)).toContain('show more of 5,244,000 characters'));
  expect(window).not.toHaveProperty('__broken');
});

test('a running trace is followed until it ends', async () => {
  const id = newId();
  const start_time = new Date().toISOString();
  await sendTraces([{ id, project_name: 'trace tests', name: 'running', start_time }]);
  const element = await showTrace(id);
  expect(textOf(deep(element, '.header'))).toContain('running');
  const tool = {
    id: newId(),
    trace_id: id,
    project_name: 'trace tests',
    name: 'late tool',
    start_time,
    end_time: start_time,
  };
  await sendTraces(
    [{ id, project_name: 'trace tests', name: 'done', start_time, end_time: new Date().toISOString() }],
    [tool],
  );
  await until(() => expect(names(element)).toEqual(['done', 'late tool']));
});

test('a trace that is opened before it has been stored is waited for', async () => {
  const id = newId();
  const element = show<VitrineTrace>(html`<vitrine-trace server=${SERVER} trace-id=${id}></vitrine-trace>`);
  const requests = (): number =>
    performance.getEntriesByName(new URL(`${SERVER}/api/v1/view/traces/${id}`, location.href).href).length;
  await until(() => expect(requests()).toBeGreaterThan(0));
  expect(textOf(element)).not.toContain('There is no such trace');
  await sendTraces([{ id, project_name: 'trace tests', name: 'late trace', start_time: new Date().toISOString() }]);
  await until(() => expect(names(element)).toEqual(['late trace']));
});

test('a trace that does not exist is a 404 without another try', async () => {
  const traceId = newId(Date.now() - 60_000);
  const element = show(html`<vitrine-trace server=${SERVER} trace-id=${traceId}></vitrine-trace>`);
  await until(() => expect(textOf(element)).toContain('There is no such trace'));
  expect(textOf(element)).not.toContain('Try again');
});
