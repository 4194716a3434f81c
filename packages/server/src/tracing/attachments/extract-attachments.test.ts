import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { extractAttachments } from './extract-attachments.ts';

const large = (bytes = 300_000): Buffer => randomBytes(bytes);
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), large()]);

/** The only changed text, and the files. */
function extract(value: unknown) {
  const found = extractAttachments({ input: JSON.stringify(value) });
  return found && { value: JSON.parse(found.texts.input ?? '') as unknown, files: found.files };
}

describe('large base64 in the fields of a trace', () => {
  test('is extracted with its type anywhere in a text, and the rest stays as it is', () => {
    const plain = large();
    const value = {
      text: 'look: "quoted" \\ ü\n',
      image: `data:image/png;base64,${png.toString('base64')}`,
      nested: [{ raw: plain.toString('base64') }, 1, null],
    };
    const { value: left, files } = extract(value)!;
    expect(files.map(({ bytes }) => bytes)).toEqual([png, plain]);
    const [first, second] = files.map(({ fileName }) => fileName);
    expect(first).toMatch(/^input-attachment-1-[0-9a-f]{16}\.png$/);
    expect(files.map(({ mimeType }) => mimeType)).toEqual(['image/png', 'application/octet-stream']);
    expect(left).toEqual({
      text: value.text,
      image: `data:image/png;base64,[${first}]`,
      nested: [{ raw: `[${second}]` }, 1, null],
    });
  });

  test('is found with padding of any length, after escapes and next to other text', () => {
    for (const extra of [0, 1, 2]) {
      const bytes = large(262_144 + extra);
      for (const before of ['', '\n', 'line\t', '\\', '\\\\\n', '\u0001', 'a: ']) {
        const { value, files } = extract({ text: `${before}${bytes.toString('base64')} and more` })!;
        expect(files.at(0)!.bytes.equals(bytes)).toBe(true);
        expect(value).toEqual({ text: `${before}[${files.at(0)!.fileName}] and more` });
      }
    }
  });

  test('gets the same name each time, and another name for each occurrence', () => {
    const text = png.toString('base64');
    const names = (value: unknown) => extract(value)!.files.map(({ fileName }) => fileName);
    expect(names([text])).toEqual(names({ image: text }));
    expect(new Set(names([text, text])).size).toBe(2);
    const both = extractAttachments({ output: JSON.stringify(text), metadata: JSON.stringify({ text }) })!;
    expect(both.files.map(({ fileName }) => fileName.split('-')[0])).toEqual(['output', 'metadata']);
  });

  test.each([
    ['less than 250 KB', { image: large(255_000).toString('base64') }],
    ['many that are small', Array.from({ length: 10 }, () => large(100_000).toString('base64'))],
    ['a text of one letter', { text: 'a'.repeat(1_000_000) }],
    ['a number of digits', { digits: '1234567890'.repeat(100_000) }],
    ['hexadecimal text', { hex: large(500_000).toString('hex') }],
    ['a length that base64 cannot have', { text: large().toString('base64').slice(0, -3) }],
    ['prose', { text: 'The quick brown fox jumps over the lazy dog, again. '.repeat(20_000) }],
  ])('%s stays where it is', (_what, value) => {
    expect(extractAttachments({ input: JSON.stringify(value) })).toBeUndefined();
  });

  // Scanning it for each 340,000th character would take minutes.
  test('a text of 40 MB that only looks like base64 is scanned once', () => {
    const text = JSON.stringify(`${large(30_000_000).toString('base64')}A`);
    expect(extractAttachments({ input: text })).toBeUndefined();
  });
});
