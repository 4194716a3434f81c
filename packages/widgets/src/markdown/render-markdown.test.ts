import { expect, onTestFinished, test } from 'vitest';
import { HOSTILE_MARKDOWN } from '../fixtures/hostile-trace.fixture.ts';
import { renderMarkdown } from './render-markdown.ts';

function rendered(text: string): HTMLElement {
  const container = document.createElement('div');
  document.body.append(container);
  onTestFinished(() => container.remove());
  container.append(renderMarkdown(text));
  return container;
}

test('markdown is rendered', () => {
  const container = rendered('# Title\n\n1. **one**\n\n`code`\n\n| a |\n|---|\n| b |');
  expect(container.querySelector('h1')?.textContent).toBe('Title');
  expect(container.querySelector('ol li strong')?.textContent).toBe('one');
  expect(container.querySelector('td')?.textContent).toBe('b');
});

test('markup is shown as text', async () => {
  const container = rendered(HOSTILE_MARKDOWN);
  expect(container.textContent).toContain('<script>window.__broken = 1</script>');
  expect(container.querySelector('script, style, iframe, form, input, svg, [onerror], [style]')).toBeNull();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(window).not.toHaveProperty('__broken');
});

test('links lead to http(s) and mail only, without a referrer', () => {
  const links = [
    ...rendered(
      '[a](https://example.com) [b](javascript:alert(1)) [c](/admin) [d](mailto:x@example.com)',
    ).querySelectorAll('a'),
  ];
  expect(links.map((link) => [link.textContent, link.rel])).toEqual([
    ['a', 'noopener noreferrer'],
    ['d', 'noopener noreferrer'],
  ]);
});

test('an image in a data URL loads on click, but an SVG does not', () => {
  const png = 'data:image/png;base64,iVBORw0KGgo=';
  const container = rendered(`![a dot](${png}) ![x](data:image/svg+xml;base64,PHN2Zy8+)`);
  const button = container.querySelector('button');
  expect(container.textContent?.trim()).toBe('Show a dot x');
  expect(container.querySelector('img')).toBeNull();
  button?.click();
  expect(container.querySelector('img')?.src).toBe(png);
});

test('an image loads on click', () => {
  const container = rendered('![a chart](https://example.invalid/chart.png) ![x](data:image/svg+xml,abc)');
  expect(container.querySelector('img')).toBeNull();
  const button = container.querySelector('button');
  expect(button?.textContent).toBe('Show a chart from example.invalid');
  button?.click();
  expect(container.querySelector('img')?.referrerPolicy).toBe('no-referrer');
});

test('an image that the policy of the page forbids becomes a link', async () => {
  const container = rendered('![a chart](https://example.invalid/chart.png)');
  container.querySelector('button')?.click();
  container.querySelector('img')?.dispatchEvent(new Event('error'));
  const link = container.querySelector('a');
  expect(container.querySelector('img')).toBeNull();
  expect([link?.textContent, link?.href, link?.rel]).toEqual([
    'a chart',
    'https://example.invalid/chart.png',
    'noopener noreferrer',
  ]);
});
