import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LineFile, readLines } from './line-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'vitrine-lines-'));

async function objectsOf(path: string): Promise<unknown[]> {
  const objects: unknown[] = [];
  for await (const batch of readLines(path, { from: 0, size: 2 })) objects.push(...batch);
  return objects;
}

test.each([
  ['U+2028', '\u2028'],
  ['U+2029', '\u2029'],
  ['U+0085', '\u0085'],
  ['a vertical tab', '\v'],
  ['a form feed', '\f'],
  ['a lone carriage return', '\r'],
  ['a line feed', '\n'],
  ['NUL', '\0'],
  ['a lone surrogate', '\ud800'],
])('objects with %s in a text are read as they were written', async (name, character) => {
  const path = join(directory, `${name}.jsonl`);
  const records = [{ text: `first${character}second` }, { [`key${character}`]: character }, { last: true }];
  const file = await LineFile.open(path, 0);
  await file.append(records);
  await file.close();
  expect(await objectsOf(path)).toEqual(records);
});

test.each([
  ['\\r\\n', '{"a":1}\r\n{"a":2}\r\n'],
  ['no \\n after the last line', '{"a":1}\n{"a":2}'],
  ['empty lines', '\n{"a":1}\n\n \n{"a":2}\n\n'],
])('a file with %s is read too', async (name, text) => {
  const path = join(directory, `${name.replaceAll('\\', '')}.jsonl`);
  writeFileSync(path, text);
  expect(await objectsOf(path)).toEqual([{ a: 1 }, { a: 2 }]);
});

test('lines and characters that are cut between two reads are joined', async () => {
  const path = join(directory, 'long.jsonl');
  const records = [{ text: '字\u2028'.repeat(100_000) }, { text: '字'.repeat(70_000) }];
  writeFileSync(path, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  expect(await objectsOf(path)).toEqual(records);
});

test('an error names the line', async () => {
  const path = join(directory, 'wrong.jsonl');
  writeFileSync(path, '{"a":"\u2028"}\n{"a":\n');
  await expect(objectsOf(path)).rejects.toThrow(`${path}, line 2: `);
});
