import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { parseRows } from './parse-rows.ts';

const answer = (...pieces: string[]): Readable => Readable.from(pieces.map((piece) => Buffer.from(piece)));
const EXCEPTION = '\r\n__exception__\r\nabc\r\nCode: 241. DB::Exception: too much. (MEMORY_LIMIT_EXCEEDED)\n';

test('rows are parsed, however the response is divided into buffers', async () => {
  expect(await parseRows(answer('{"a":', '1}\n{"a"', ':2}\n'))).toEqual([{ a: 1 }, { a: 2 }]);
  expect(await parseRows(answer())).toEqual([]);
});

test('an exception that follows the rows of a response is thrown', async () => {
  const reading = parseRows(answer('{"a":1}\n', EXCEPTION.slice(0, 9), EXCEPTION.slice(9)));
  await expect(reading).rejects.toMatchObject({ type: 'MEMORY_LIMIT_EXCEEDED' });
});

test('an exception is thrown even if the rows before it exceed the maximum length of a string', async () => {
  const piece = Buffer.alloc(16 * 2 ** 20, ' ');
  const pieces = [...Array.from({ length: 33 }, () => piece), Buffer.from(EXCEPTION)];
  await expect(parseRows(Readable.from(pieces))).rejects.toMatchObject({ type: 'MEMORY_LIMIT_EXCEEDED' });
  await expect(parseRows(Readable.from(pieces.slice(0, -1)))).rejects.toMatchObject({ code: 'ERR_STRING_TOO_LONG' });
});
