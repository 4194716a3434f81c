import { expect, onTestFinished, test } from 'vitest';
import { HOSTILE_MARKDOWN } from '../fixtures/hostile-trace.fixture.ts';
import { renderMarkdown } from './render-markdown.ts';

function rendered(text: string): HTMLElement {
  const place = document.createElement('div');
  document.body.append(place);
  onTestFinished(() => place.remove());
  place.append(renderMarkdown(text));
  return place;
}

test('renders what markdown is for', () => {
  const place = rendered('# Title\n\n1. **one**\n\n`code`\n\n| a |\n|---|\n| b |');
  expect(place.querySelector('h1')?.textContent).toBe('Title');
  expect(place.querySelector('ol li strong')?.textContent).toBe('one');
  expect(place.querySelector('td')?.textContent).toBe('b');
});

test('shows markup as the text that it is', async () => {
  const place = rendered(HOSTILE_MARKDOWN);
  expect(place.textContent).toContain('<script>window.__broken = 1</script>');
  expect(place.querySelector('script, style, iframe, form, input, svg, [onerror], [style]')).toBeNull();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(window).not.toHaveProperty('__broken');
});

test('links lead to http(s) and mail only, and tell nothing of the page', () => {
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

test('an image in a data URL waits for a click too, unless it is an SVG', () => {
  const png = 'data:image/png;base64,iVBORw0KGgo=';
  const place = rendered(`![a dot](${png}) ![x](data:image/svg+xml;base64,PHN2Zy8+)`);
  const button = place.querySelector('button');
  expect(place.textContent?.trim()).toBe('Show a dot x');
  expect(place.querySelector('img')).toBeNull();
  button?.click();
  expect(place.querySelector('img')?.src).toBe(png);
});

test('an image waits for a click', () => {
  const place = rendered('![a chart](https://example.invalid/chart.png) ![x](data:image/svg+xml,abc)');
  expect(place.querySelector('img')).toBeNull();
  const button = place.querySelector('button');
  expect(button?.textContent).toBe('Show a chart from example.invalid');
  button?.click();
  expect(place.querySelector('img')?.referrerPolicy).toBe('no-referrer');
});

test('an image that cannot load, as a policy of the page may forbid, becomes a link', async () => {
  const place = rendered('![a chart](https://example.invalid/chart.png)');
  place.querySelector('button')?.click();
  place.querySelector('img')?.dispatchEvent(new Event('error'));
  const link = place.querySelector('a');
  expect(place.querySelector('img')).toBeNull();
  expect([link?.textContent, link?.href, link?.rel]).toEqual([
    'a chart',
    'https://example.invalid/chart.png',
    'noopener noreferrer',
  ]);
});
