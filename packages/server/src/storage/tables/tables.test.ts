import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { completeOptions } from '../../server/options.ts';
import { Database } from '../database/database.ts';
import type { Columns } from './column.ts';
import { TABLES, type Table } from './tables.ts';

interface StoredColumn {
  table: string;
  name: string;
  type: string;
  default_kind: string;
}

interface StoredTable {
  name: string;
  sorting_key: string;
  partition_key: string;
}

const dataDir = mkdtempSync(join(tmpdir(), 'vitrine-tables-'));
let database: Database;
let tables: StoredTable[];
let columns: StoredColumn[];

beforeAll(async () => {
  database = new Database(completeOptions({ dataDir }), pino({ level: 'silent' }));
  await database.health.ready(60_000);
  const statements = database.acrossWorkspaces('the schema has no workspace');
  tables = await statements.read(
    `SELECT name, sorting_key, partition_key FROM system.tables
     WHERE database = currentDatabase() AND name != 'schema_migrations' ORDER BY name`,
  );
  columns = await statements.read(
    'SELECT table, name, type, default_kind FROM system.columns WHERE database = currentDatabase()',
  );
});
afterAll(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const DESCRIBED = (TABLES as readonly Table[]).map((table) => ({
  ...table,
  columns: table.columns as Columns | undefined,
}));

test('every table that the migrations make is described, and no other', () => {
  expect(tables.map(({ name }) => name)).toEqual(DESCRIBED.map(({ name }) => name).toSorted());
});

describe.each(DESCRIBED)(
  'the description of $name',
  ({ name, key, shardedBy, tombstones, ofProject, weekly, ...table }) => {
    const stored = () => tables.find((each) => each.name === name);
    const names = () => columns.filter((column) => column.table === name).map((column) => column.name);

    test('has the sorting key, which has the column that shards', () => {
      expect(stored()?.sorting_key).toBe(['workspace', ...key].join(', '));
      expect(key).toContain(shardedBy);
    });

    test('says truly whether rows have a project, a tombstone and a week', () => {
      expect([names().includes('project_id'), names().includes('is_deleted'), stored()?.partition_key !== '']).toEqual([
        ofProject || name === 'time_skew',
        tombstones || name === 'records',
        weekly === true,
      ]);
    });

    test('has the columns and their types, if it has columns at all', () => {
      if (!table.columns) return;
      const described = Object.entries(table.columns).map(([column, { type, computed }]) => [
        column,
        type,
        computed ? 'MATERIALIZED' : '',
      ]);
      const ofTable = columns
        .filter((column) => column.table === name && column.name !== 'total_tokens')
        .map((column) => [column.name, column.type, column.default_kind.replace('DEFAULT', '')]);
      expect(described.toSorted()).toEqual(ofTable.toSorted());
    });
  },
);
