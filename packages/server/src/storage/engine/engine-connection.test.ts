import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClickHouseError, TupleParam } from '@clickhouse/client';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Connection } from './connection.ts';
import { parseRows } from '../database/parse-rows.ts';
import { connectToEngine } from './engine-connection.ts';
import { startEngineProcess, type EngineProcess } from './engine-process.ts';
import { locateLibrary } from './locate-library.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-connection-'));
let engine: EngineProcess;
let connection: Connection;

beforeAll(async () => {
  engine = await startEngineProcess({ library: await locateLibrary(), dataDir });
  connection = connectToEngine({
    ...engine,
    database: 'system',
    settings: { output_format_json_quote_64bit_integers: 0 },
  });
});
afterAll(async () => {
  await connection.close();
  await engine.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function read(query: string, parameters?: Record<string, unknown>): Promise<unknown[]> {
  return parseRows(await connection.send({ query: `${query}\nFORMAT JSONEachRow`, ...(parameters && { parameters }) }));
}

test('parameters arrive unchanged, whatever characters they contain', async () => {
  // A lone surrogate cannot be encoded in UTF-8.
  const texts = fc.string({ unit: 'binary', maxLength: 40 });
  const values = fc.record({ text: texts, texts: fc.array(texts), number: fc.maxSafeInteger(), flag: fc.boolean() });
  const echo =
    'SELECT {text:String} AS text, {texts:Array(String)} AS texts, {number:Int64} AS number, {flag:Bool} AS flag';
  await fc.assert(
    fc.asyncProperty(values, async (sent) => {
      expect(await read(echo, sent)).toEqual([sent]);
    }),
    { examples: [[{ text: "'\\N\t\n\r\0\\", texts: ['', "','", 'NULL'], number: -1, flag: true }]] },
  );
  expect(await read('SELECT {nothing:Nullable(String)} AS nothing', { nothing: undefined })).toEqual([
    { nothing: null },
  ]);
  const tuple = new TupleParam(["it's", 2]);
  expect(
    await read('SELECT {one:Tuple(String, Int64)} AS one, {many:Array(Tuple(String, Int64))} AS many', {
      one: tuple,
      many: [tuple, new TupleParam(['\\', -1])],
    }),
  ).toEqual([
    {
      one: ["it's", 2],
      many: [
        ["it's", 2],
        ['\\', -1],
      ],
    },
  ]);
  await expect(read('SELECT {date:DateTime} AS date', { date: new Date() })).rejects.toThrow(/expected a text/);
});

test('a statement that the engine refuses is rejected with the type of the ClickHouse error', async () => {
  const refused = read('SELECT nowhere FROM one');
  await expect(refused).rejects.toBeInstanceOf(ClickHouseError);
  await expect(refused).rejects.toMatchObject({ type: 'UNKNOWN_IDENTIFIER' });
});

test('a statement is cancelled when its reader aborts', async () => {
  const leaving = new AbortController();
  const answer = connection.send({
    query: 'SELECT sleepEachRow(0.1) FROM numbers(300) FORMAT JSONEachRow',
    settings: {
      readonly: '2',
      max_block_size: '1',
      cancel_http_readonly_queries_on_client_close: 1,
      log_comment: 'left',
    },
    signal: leaving.signal,
  });
  const running = (): Promise<unknown[]> => read("SELECT 1 FROM processes WHERE Settings['log_comment'] = 'left'");
  const rows = parseRows(await answer);
  expect(await running()).toHaveLength(1);
  leaving.abort();
  await expect(rows).rejects.toThrow('aborted');
  await expect.poll(running).toEqual([]);
});

test('a statement to an engine that has ended is rejected without waiting', async () => {
  const away = connectToEngine({ port: 1, secret: '', database: 'system', settings: {} });
  await expect(away.send({ query: 'SELECT 1' })).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('a statement with a wrong secret is rejected', async () => {
  const stranger = connectToEngine({ ...engine, secret: 'guessed', database: 'system', settings: {} });
  await expect(stranger.send({ query: 'SELECT 1' })).rejects.toThrow();
  await stranger.close();
});
