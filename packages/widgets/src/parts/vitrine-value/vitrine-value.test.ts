import type { Json } from '@vitrine/core/model';
import { html } from 'lit';
import { expect, test } from 'vitest';
import { deep, deepAll, textOf } from '../../fixtures/shadow-dom.fixture.ts';
import { expectAccessible, show } from '../../fixtures/show.fixture.ts';
import type { VitrineValue } from './vitrine-value.ts';
import './vitrine-value.ts';

async function showValue(value: Json): Promise<VitrineValue> {
  const element = show<VitrineValue>(html`<vitrine-value .value=${value}></vitrine-value>`);
  await element.updateComplete;
  return element;
}

test('a value is accessible', async () => {
  await expectAccessible(await showValue({ id: 1042, items: [{ sku: 'TENT-2P' }], note: null }));
});

test('a value opens and folds level by level', async () => {
  const element = await showValue({ order: { id: 1042 } });
  expect(textOf(element)).toContain('id: 1042');
  deep(element, '.fold')?.click();
  await element.updateComplete;
  expect(textOf(element)).not.toContain('id: 1042');
});

test('a text of five megabytes is cut and shows more on request', async () => {
  const element = await showValue('lorem ipsum '.repeat(437_000));
  expect(textOf(element).length).toBeLessThan(21_000);
  expect(textOf(element)).toContain('show more of 5,244,000 characters');
  deep(element, '.link')?.click();
  await element.updateComplete;
  expect(textOf(element).length).toBeGreaterThan(79_000);
});

test('a value of 200 levels and 20,000 entries puts few elements into the page', async () => {
  let nested: Json = 'the bottom';
  for (let i = 0; i < 200; i++) nested = { inner: nested };
  const element = await showValue({ nested, list: Array.from({ length: 20_000 }, (_, i) => i) });
  expect(deepAll(element, '*').length).toBeLessThan(100);
  for (let i = 0; i < 200; i++) {
    const folded = deep(element, '.fold[aria-expanded=false]');
    if (folded === null || textOf(folded).includes('list')) break;
    folded.click();
    await element.updateComplete;
  }
  expect(textOf(element)).toContain('the bottom');
});

test('a value as text is indented JSON', async () => {
  const element = await showValue({ a: [1] });
  element.as = 'text';
  await element.updateComplete;
  expect(deep(element, 'pre')?.textContent).toBe('{\n  "a": [\n    1\n  ]\n}');
});
