import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { completeOptions } from '../../server/options.ts';
import { Database } from '../database/database.ts';
import { BlockEncoder, type Columns } from './native-block.ts';
import { decimalOf } from './native-output.ts';

/** A row with a column of each type. */
interface Row {
  position: number;
  text: string;
  name: string;
  flag: number;
  version: string;
  score: number | null;
  start: string;
  end: string | null;
  cost: number | null;
  tags: string[];
  flat: Record<string, string>;
  counts: Record<string, number>;
}

const COLUMNS: Columns<Row> = {
  position: { type: 'Int64' },
  text: { type: 'String' },
  name: { type: 'LowCardinality(String)' },
  flag: { type: 'UInt8' },
  version: { type: 'UInt64' },
  score: { type: 'Nullable(Float64)' },
  start: { type: "DateTime64(6, 'UTC')" },
  end: { type: "Nullable(DateTime64(6, 'UTC'))" },
  cost: { type: 'Nullable(Decimal(38, 12))' },
  tags: { type: 'Array(LowCardinality(String))' },
  flat: { type: 'Map(LowCardinality(String), String)' },
  counts: { type: 'Map(LowCardinality(String), Int64)' },
};

const encoder = new BlockEncoder(COLUMNS);
const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-blocks-'));
let database: Database;

beforeAll(async () => {
  database = new Database(completeOptions({ dataDir }), pino({ level: 'silent' }));
  await database.health.ready(20_000);
  const columns = Object.entries(COLUMNS).map(([name, { type }]) => `${name} ${type}`);
  await database
    .acrossWorkspaces('a test')
    .command(`CREATE TABLE blocks (${columns.join(', ')}) ENGINE = MergeTree ORDER BY position`);
});
afterAll(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Inserts blocks in one statement; returns the rows read back and the number of parts. */
async function stored(...blocks: Row[][]): Promise<{ rows: Row[]; parts: number }> {
  await database.acrossWorkspaces('a test').command('TRUNCATE TABLE blocks');
  await database
    .acrossWorkspaces('a test')
    .insertNative('blocks', encoder.whole(blocks.flatMap((rows) => encoder.encode(rows))));
  const rows = await database
    .acrossWorkspaces('a test')
    .read<Row & { part: string }>(
      'SELECT * REPLACE (toString(version) AS version), _part AS part FROM blocks ORDER BY position',
    );
  return { rows: rows.map(({ part: _part, ...row }) => row), parts: new Set(rows.map(({ part }) => part)).size };
}

const wellFormed = fc.string({ unit: 'binary' }).map((value) => value.toWellFormed());
const anyText = fc.oneof(
  wellFormed,
  fc.constantFrom('', 'a'.repeat(127), 'é'.repeat(64), '…'.repeat(5_500), 'x'.repeat(300_000)),
);
const whole = fc.maxSafeInteger();
const moment = fc
  .integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2199, 11, 31) })
  .map((ms) => new Date(ms).toISOString().replace('Z', '123Z'));
/** USD with 15 digits, which a number can always hold, at most 12 of them after the point. */
const amount = fc
  .tuple(fc.integer({ min: -(10 ** 15) + 1, max: 10 ** 15 - 1 }), fc.integer({ min: 0, max: 12 }))
  .map(([digits, after]) => Number(`${digits}e-${after}`) || 0);
const anyRow = fc.record<Omit<Row, 'position'>>({
  text: anyText,
  name: anyText,
  flag: fc.integer({ min: 0, max: 255 }),
  version: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
  score: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0)),
  start: moment,
  end: fc.option(moment),
  cost: fc.option(amount),
  tags: fc.array(wellFormed),
  flat: fc.dictionary(wellFormed, anyText, { noNullPrototype: true }),
  counts: fc.dictionary(wellFormed, whole, { noNullPrototype: true }),
});

test('rows with any values are stored unchanged, and several blocks become one part', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { minLength: 1 }), fc.nat(), async (values, cut) => {
      const rows = values.map((row, position) => ({ position, ...row }));
      const at = cut % rows.length;
      expect(await stored(rows.slice(0, at), rows.slice(at))).toEqual({ rows, parts: 1 });
    }),
    { numRuns: 100 },
  );
});

const EMPTY = {
  text: '',
  name: '',
  flag: 0,
  version: '0',
  score: null,
  start: '2026-01-15T09:30:00.000000Z',
  end: null,
  cost: null,
  tags: [],
  flat: {},
  counts: {},
} satisfies Omit<Row, 'position'>;

test.each([255, 256, 257, 70_000])('%i different names are stored unchanged', async (count) => {
  const names = Array.from({ length: count }, (_, n) => `name ${n}`);
  const row = { ...EMPTY, position: 0, tags: names, counts: Object.fromEntries(names.map((name, n) => [name, n])) };
  expect((await stored([row])).rows).toEqual([row]);
});

test('a cost is stored with the digits of its decimal form', () => {
  fc.assert(
    fc.property(amount, (value) => Number(`${decimalOf(value)}e-12`) === value),
    { numRuns: 10_000 },
  );
  expect(decimalOf(-4277.485)).toBe(-4_277_485_000_000_000n);
  expect(decimalOf(270_206.361)).toBe(270_206_361_000_000_000n);
  expect(decimalOf(1e24)).toBe(BigInt(1e24) * 10n ** 12n);
  expect(decimalOf(-1e-12)).toBe(-1n);
});

test('a value that does not fit its column is refused before it is sent', () => {
  const encode = (more: Partial<Row>): Buffer[] => encoder.encode([{ ...EMPTY, position: 0, ...more }]);
  expect(() => encode({ position: 2 ** 53 })).toThrow(RangeError);
  expect(() => encode({ counts: { tokens: 1.5 } })).toThrow(RangeError);
  expect(() => encode({ start: '0001-01-01T00:00:00Z' })).toThrow(/1900/);
  expect(() => encode({ cost: 1e26 })).toThrow(RangeError);
  expect(encoder.encode([])).toEqual([]);
});
