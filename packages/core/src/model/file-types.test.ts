import { expect, it } from 'vitest';
import { extensionOfType, typeOfFileName } from './file-types.ts';

it('a file has the media type of its extension, in upper or lower case', () => {
  expect(typeOfFileName('answer.ogg')).toBe('audio/ogg');
  expect(typeOfFileName('photo.of.a.cat.JPEG')).toBe('image/jpeg');
});

it('a file without a known extension is application/octet-stream', () => {
  expect(typeOfFileName('Makefile')).toBe('application/octet-stream');
  expect(typeOfFileName('data.constructor')).toBe('application/octet-stream');
  expect(typeOfFileName('')).toBe('application/octet-stream');
});

it('a media type with several extensions has the usual one', () => {
  expect(extensionOfType('image/jpeg')).toBe('jpg');
  expect(extensionOfType('text/plain')).toBe('txt');
  expect(extensionOfType('application/x-unknown')).toBe('bin');
});
