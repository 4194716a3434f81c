import type { Readable } from 'node:stream';
import { parseError } from '@clickhouse/client';

/** Maximum length of the exception at the end of a response, in bytes. */
const MAX_EXCEPTION = 32 * 1_024;
/** Marks the beginning of an exception. No row can contain the marker because line ends are escaped in rows. */
const MARKER = '\r\n__exception__\r\n';

/**
 * Reads a response in the format JSONEachRow and parses its rows. They are parsed together, which takes a third less
 * time than parsing a stream of rows.
 *
 * @throws {ClickHouseError} if the statement failed after some of its rows had been sent
 * @throws {RangeError} if the response exceeds 512 MiB, the maximum length of a string
 */
export async function parseRows<Row>(answer: Readable): Promise<Row[]> {
  const pieces: Buffer[] = [];
  try {
    for await (const piece of answer) pieces.push(piece as Buffer);
    return JSON.parse(`[${Buffer.concat(pieces).toString().trimEnd().replaceAll('\n', ',')}]`) as Row[];
  } catch (error) {
    // ClickHouse appends its exception to the rows and breaks the connection.
    const end = endOf(pieces);
    const start = end.indexOf(MARKER);
    throw start === -1 ? error : parseError(end.slice(start));
  }
}

/** Returns the end of a response, which as a whole may be longer than a string can be. */
function endOf(pieces: readonly Buffer[]): string {
  const last: Buffer[] = [];
  for (let left = MAX_EXCEPTION, at = pieces.length - 1; left > 0 && at >= 0; at--) {
    const piece = (pieces[at] as Buffer).subarray(-left);
    last.unshift(piece);
    left -= piece.length;
  }
  return Buffer.concat(last).toString();
}
