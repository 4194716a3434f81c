import { describe, expect, test } from 'vitest';
import { statementsFor } from './ddl.ts';
import { setupStatements, migrations } from './migrate.ts';

const cluster = { database: 'vitrine', embedded: false, cluster: 'main' };
const server = { database: 'vitrine', embedded: false };

describe('the schema on one server', () => {
  test('consists of the statements in the files, and only the embedded engine gets its own settings', () => {
    const sql = `-- why
CREATE TABLE IF NOT EXISTS a (x String) ENGINE = MergeTree ORDER BY x SETTINGS index_granularity = 1 /*embedded , fsync_after_insert = 1 */;
INSERT INTO a SELECT 'b';`;
    expect(statementsFor(sql, server)).toEqual([
      'CREATE TABLE IF NOT EXISTS a (x String) ENGINE = MergeTree ORDER BY x SETTINGS index_granularity = 1',
      "INSERT INTO a SELECT 'b'",
    ]);
    expect(statementsFor(sql, { ...server, embedded: true })[0]).toContain('= 1 , fsync_after_insert = 1');
  });
});

describe('the schema in a cluster', () => {
  test('has a replicated table on each shard and a distributed table, sharded so that versions of a row stay together', () => {
    const sql = `CREATE TABLE IF NOT EXISTS spans (
  trace_id String CODEC(ZSTD(1)),
  INDEX bf_id id TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (trace_id, id);`;
    expect(statementsFor(sql, cluster)).toEqual([
      `CREATE TABLE IF NOT EXISTS \`vitrine\`.\`spans_local\` ON CLUSTER 'main' (
  trace_id String CODEC(ZSTD(1)),
  INDEX bf_id id TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/vitrine/spans', '{replica}', version, is_deleted)
ORDER BY (trace_id, id)`,
      "CREATE TABLE IF NOT EXISTS `vitrine`.`spans` ON CLUSTER 'main' AS `vitrine`.`spans_local` " +
        "ENGINE = Distributed('main', 'vitrine', 'spans_local', sipHash64(trace_id))",
    ]);
  });

  test('changes columns in both tables, and everything else in the local table only', () => {
    expect(statementsFor('ALTER TABLE spans ADD COLUMN IF NOT EXISTS x String;', cluster)).toEqual([
      "ALTER TABLE `vitrine`.`spans_local` ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS x String",
      "ALTER TABLE `vitrine`.`spans` ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS x String",
    ]);
    expect(statementsFor('ALTER TABLE spans MATERIALIZE COLUMN duration;', cluster)).toEqual([
      "ALTER TABLE `vitrine`.`spans_local` ON CLUSTER 'main' MATERIALIZE COLUMN duration",
    ]);
    const index = 'ADD INDEX IF NOT EXISTS x x TYPE minmax';
    expect(statementsFor(`ALTER TABLE spans ${index};`, cluster)).toEqual([
      `ALTER TABLE \`vitrine\`.\`spans_local\` ON CLUSTER 'main' ${index}`,
    ]);
  });

  test('refuses a statement without a rule, and a table without declared sharding', () => {
    expect(() => statementsFor('DROP TABLE spans;', cluster)).toThrow(/no rule.*DROP TABLE spans/);
    expect(() =>
      statementsFor('CREATE TABLE IF NOT EXISTS n (x Int8) ENGINE = MergeTree ORDER BY x;', cluster),
    ).toThrow(/no table n, so its sharding is not declared/);
  });

  test('escapes quotes in names', () => {
    const [database] = setupStatements({ ...cluster, database: 'a`b', cluster: "c'd" });
    expect(database).toBe("CREATE DATABASE IF NOT EXISTS `a\\`b` ON CLUSTER 'c\\'d' ENGINE = Atomic");
  });

  test('shards every table of the migrations by a column of its sorting key', () => {
    const all = [...setupStatements(cluster), ...migrations(cluster).flatMap((each) => each.statements)];
    const tables = all.filter((statement) => statement.includes('ENGINE = Distributed'));
    expect(tables.length).toBeGreaterThan(7);
    for (const table of tables) {
      const [, name = '', key = ''] = /'(\w+)_local', sipHash64\((\w+)\)/.exec(table) ?? [];
      const local = all.find((statement) => statement.includes(`\`${name}_local\` ON CLUSTER`)) ?? '';
      const sorting = /ORDER BY (?:\((.*)\)|(\w+))/.exec(local);
      expect((sorting?.[1] ?? sorting?.[2])?.split(', '), name).toContain(key);
    }
  });
});
