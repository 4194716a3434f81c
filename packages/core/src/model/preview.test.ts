import { expect, test } from 'vitest';
import { messageText, preview } from './preview.ts';

const PNG = `iVBORw0KGgo${'AAAANSUhEUgAA'.repeat(2_000)}==`;
const DATA_URL = `data:image/png;base64,${PNG}`;

test('the preview of an input is the last message of the user, on one line', () => {
  const messages = [
    { role: 'user', content: 'Hello' },
    { role: 'assistant', content: 'Hello!' },
    { role: 'user', content: 'Where is\n my order?' },
  ];
  expect(preview({ messages }, 'input')).toBe('Where is my order?');
});

test('the preview of a long text has 300 characters', () => {
  expect(preview('x'.repeat(1_000), 'input')).toBe(`${'x'.repeat(299)}…`);
});

test.each<[string, unknown]>([
  ['OpenAI chat', { type: 'image_url', image_url: { url: DATA_URL } }],
  ['OpenAI responses', { type: 'input_image', image_url: DATA_URL }],
  ['Anthropic', { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } }],
  ['the AI SDK', { type: 'image', image: PNG }],
])('the preview of a message that is only an image is "[image]": %s', (_provider, part) => {
  expect(preview({ messages: [{ role: 'user', content: [part] }] }, 'input')).toBe('[image]');
  expect(messageText({ messages: [{ role: 'user', content: [part] }] }, 'input')).toBe('[image]');
});

test('the preview of a file of Gemini is "[file]"', () => {
  const contents = [{ role: 'user', parts: [{ inlineData: { mimeType: 'image/png', data: PNG } }] }];
  expect(preview({ messages: contents }, 'input')).toBe('[file]');
});

test('the text of a message is preferred to its image', () => {
  const content = [
    { type: 'image_url', image_url: { url: DATA_URL } },
    { type: 'text', text: 'What is this?' },
  ];
  expect(preview({ messages: [{ role: 'user', content }] }, 'input')).toBe('What is this?');
});

test('a preview never has the base64 of a file', () => {
  expect(preview(DATA_URL, 'output')).toBe('[image]');
  expect(preview(PNG, 'output')).toBe('[image]');
  expect(preview({ photo: DATA_URL }, 'input')).toBe('{"photo":"[image]');
  expect(preview({ photo: PNG, size: 3 }, 'input')).toBe('{"photo":"[image]');
  expect(preview({ photo: DATA_URL.slice(0, 200), size: 3 }, 'input')).toBe('{"photo":"[image]","size":3}');
  expect(preview('See data:application/pdf;base64,JVBERi0xLjQ= please', 'input')).toBe('See [file] please');
});

test('a text that looks like base64 but is no image stays', () => {
  expect(preview('/9j/ is how a JPEG begins', 'input')).toBe('/9j/ is how a JPEG begins');
  expect(preview('R0lGOD', 'input')).toBe('R0lGOD');
});

test.each(['toString', 'constructor', '__proto__', 'hasOwnProperty'])('a part of the type %s has no label', (type) => {
  const messages = [{ role: 'user', content: [{ type }] }];
  expect(preview({ messages }, 'input')).toBe(JSON.stringify({ messages }));
});
