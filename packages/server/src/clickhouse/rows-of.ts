import type { Readable } from 'node:stream';
import { parseError } from '@clickhouse/client';

/** So many characters from the end of an answer an exception begins at most. */
const LONGEST_EXCEPTION = 32 * 1_024;
/** What stands before it. No text in a row can hold it: line ends are escaped there. */
const MARK = '\r\n__exception__\r\n';

/**
 * The rows of an answer in the format JSONEachRow. They are parsed at once, which takes a third less than a stream of
 * rows.
 *
 * @throws {ClickHouseError} what ended the statement when some of its rows had been sent already
 */
export async function rowsOf<Row>(answer: Readable): Promise<Row[]> {
  const pieces: Buffer[] = [];
  const text = (): string => Buffer.concat(pieces).toString();
  try {
    for await (const piece of answer) pieces.push(piece as Buffer);
    return JSON.parse(`[${text().trimEnd().replaceAll('\n', ',')}]`) as Row[];
  } catch (error) {
    // ClickHouse writes it behind the rows, and breaks the connection.
    const end = text().slice(-LONGEST_EXCEPTION);
    const begun = end.indexOf(MARK);
    throw begun === -1 ? error : parseError(end.slice(begun));
  }
}
