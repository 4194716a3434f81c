import axe from 'axe-core';
import { render, type TemplateResult } from 'lit';
import { expect, onTestFinished, vi } from 'vitest';

/** Puts a template into the page for one test, and gives its first element. */
export function show<T extends HTMLElement>(template: TemplateResult): T {
  const place = document.createElement('main');
  document.body.append(place);
  onTestFinished(() => place.remove());
  render(template, place);
  return place.firstElementChild as T;
}

/** Fails where axe finds anything in an element. That it stands outside of landmarks is the page's matter. */
export async function expectAccessible(element: Element): Promise<void> {
  const { violations } = await axe.run(element, { rules: { region: { enabled: false } } });
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  expect(found).toEqual([]);
}

/** Waits until the expectations in `check` hold: for as long as a real server on a busy machine may take. */
export async function until(check: () => void): Promise<void> {
  await vi.waitFor(check, { timeout: 10_000 });
}
