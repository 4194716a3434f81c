import { html } from 'lit';
import { expect, test, vi } from 'vitest';
import { ViewError } from '../data/view-error.ts';
import { deep, textOf } from '../fixtures/shadow-dom.fixture.ts';
import { show } from '../fixtures/show.fixture.ts';
import { renderLoader, type LoaderView } from './render-loader.ts';

const VIEW: LoaderView<string[]> = {
  lines: 3,
  notFound: 'There is no such list',
  render: (names) => html`<p>${names.join(', ')}</p>`,
  renderEmpty: (names) => (names.length === 0 ? html`<p>No names yet</p>` : undefined),
};

function shown(loader: { value?: string[]; error?: Error }, view = VIEW, refresh = vi.fn()): Element {
  return show(html`<section>${renderLoader({ value: loader.value, error: loader.error, refresh }, view)}</section>`);
}

test('a loader without value and error is shown as placeholder lines', () => {
  const element = shown({});
  expect(textOf(element)).toBe('Loading');
  expect(element.querySelectorAll('.waiting > :not(.visually-hidden)')).toHaveLength(3);
});

test('a value is rendered, and an empty value has its own message', () => {
  expect(textOf(shown({ value: ['Ada', 'Grace'] }))).toBe('Ada, Grace');
  expect(textOf(shown({ value: [] }))).toBe('No names yet');
});

test('an error says what failed and offers another try', () => {
  const refresh = vi.fn();
  const element = shown({ error: new ViewError(503, 'The engine starts.') }, VIEW, refresh);
  expect(textOf(element)).toBe('The server is starting The engine starts. Try again');
  deep(element, 'button')?.click();
  expect(refresh).toHaveBeenCalledTimes(1);
});

test('a 404 has the heading of the view and offers no other try', () => {
  const element = shown({ error: new ViewError(404, 'No list has this id.') });
  expect(textOf(element)).toBe('There is no such list No list has this id.');
});

test('an error of a refresh replaces the value only if the view says so', () => {
  const loader = { value: ['Ada'], error: new ViewError(429, 'Try again in 2 s.') };
  expect(textOf(shown(loader))).toBe('Ada');
  expect(textOf(shown(loader, { ...VIEW, errorReplacesValue: true }))).toContain('The server is busy');
});
