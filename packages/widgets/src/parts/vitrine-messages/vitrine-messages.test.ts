import { html } from 'lit';
import { expect, test } from 'vitest';
import { deep, deepAll, textOf } from '../../fixtures/shadow-dom.fixture.ts';
import { expectAccessible, show } from '../../fixtures/show.fixture.ts';
import type { MediaPart, Message } from '../../messages/message.ts';
import type { VitrineMessages } from './vitrine-messages.ts';
import './vitrine-messages.ts';

const PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

async function showMedia(...media: Omit<MediaPart, 'type'>[]): Promise<VitrineMessages> {
  const messages: Message[] = [{ role: 'user', parts: media.map((part) => ({ type: 'media', ...part })) }];
  const element = show<VitrineMessages>(html`<vitrine-messages .messages=${messages}></vitrine-messages>`);
  await element.updateComplete;
  return element;
}

test('an image of a message loads when it is clicked', async () => {
  const element = await showMedia({ label: 'image', url: PNG });
  expect(deep(element, 'img')).toBeNull();
  expect(textOf(deep(element, 'button.image'))).toBe('Show image');
  await expectAccessible(element);
  deep(element, 'button.image')?.click();
  await element.updateComplete;
  const image = deep<HTMLImageElement>(element, 'img');
  await image?.decode();
  expect([image?.src, image?.naturalWidth]).toEqual([PNG, 1]);
  await expectAccessible(element);
});

test('an image on another server is a link', async () => {
  const element = await showMedia({ label: 'image', url: 'https://example.invalid/a.png' });
  const link = deep<HTMLAnchorElement>(element, 'a');
  expect([link?.textContent, link?.href, link?.rel, link?.target]).toEqual([
    'image from example.invalid',
    'https://example.invalid/a.png',
    'noopener noreferrer',
    '_blank',
  ]);
  expect(deepAll(element, 'img, button')).toEqual([]);
});

test('a file without an http address that is no picture is a label', async () => {
  const element = await showMedia(
    { label: 'image' },
    { label: 'image', url: 'data:image/svg+xml;base64,PHN2Zy8+' },
    { label: 'file', url: 'javascript:alert(1)' },
    { label: 'file', url: 'https://' },
  );
  expect(deepAll(element, '.part').map((part) => textOf(part))).toEqual(['[image]', '[image]', '[file]', '[file]']);
  expect(deepAll(element, 'img, a, button')).toEqual([]);
});
