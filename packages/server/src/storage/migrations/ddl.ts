import { TABLES } from '../tables/tables.ts';

/** Where the schema is made, and in which form. */
export interface SchemaLayout {
  database: string;
  /** Whether the tables get the settings that only the embedded engine needs (`/*embedded ... *\/` in the files). */
  embedded: boolean;
  /** A cluster by its name in `remote_servers`: each table is spread over its shards and kept by all replicas of one. */
  cluster?: string | undefined;
}

/** The column that decides on which shard a row of a table lies. */
const SHARDED_BY: ReadonlyMap<string, string> = new Map([
  ...TABLES.map(({ name, shardedBy }) => [name, shardedBy] as const),
  ['schema_migrations', 'number'],
]);

/** The name of the table that holds a shard's part of a table. */
export function localTable(table: string): string {
  return `${table}_local`;
}

/** What makes a statement one of the whole cluster. */
function onCluster(cluster: string): string {
  return `ON CLUSTER ${text(cluster)}`;
}

/** Quotes a name that comes from the options. */
export function identifier(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}

/**
 * The statements of a migration as a layout needs them. In a cluster each table becomes two: `<table>_local` with a
 * replicated engine, and over it a `Distributed` table that bears the name, so that queries are the same everywhere.
 *
 * @param sql statements that end in `;` at the end of a line, written for one server
 * @throws where there is no rule for a statement, or none that says how a new table is sharded
 * @example
 * statementsFor('CREATE TABLE IF NOT EXISTS traces (...) ENGINE = ReplacingMergeTree(version) ...;', { database: 'vitrine', embedded: false, cluster: 'main' })
 * // CREATE TABLE IF NOT EXISTS `vitrine`.`traces_local` ON CLUSTER 'main' (...) ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/vitrine/traces', '{replica}', version) ...
 * // CREATE TABLE IF NOT EXISTS `vitrine`.`traces` ON CLUSTER 'main' AS `vitrine`.`traces_local` ENGINE = Distributed('main', 'vitrine', 'traces_local', sipHash64(id))
 */
export function statementsFor(sql: string, layout: SchemaLayout): string[] {
  const { cluster, database } = layout;
  const statements = sql
    .replace(/\/\*embedded (.*?)\*\//g, layout.embedded ? '$1' : '')
    .replace(/^--.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
  return cluster ? statements.flatMap((statement) => spread(statement, { cluster, database })) : statements;
}

interface Cluster {
  database: string;
  cluster: string;
}

/** One statement for one server as those for a cluster. */
function spread(statement: string, cluster: Cluster): string[] {
  for (const [form, rule] of RULES) {
    const match = form.exec(statement);
    if (match) return rule(match.slice(1), cluster);
  }
  throw new Error(`there is no rule how a cluster does this: ${statement.slice(0, 100)}`);
}

/** How a cluster does each kind of statement, by the parts that its form captures. */
const RULES: readonly [RegExp, (parts: string[], cluster: Cluster) => string[]][] = [
  [
    /^(CREATE DATABASE .*)( ENGINE = Atomic)$/,
    ([make, engine], { cluster }) => [`${make} ${onCluster(cluster)}${engine}`],
  ],
  [/^CREATE TABLE IF NOT EXISTS (\w+) (\([^]*\)) ENGINE = (\w*MergeTree)(?:\(([^)]*)\))?([^]*)$/, spreadTable],
  [/^ALTER TABLE (\w+) ([^]*)$/, spreadAlter],
  // Through the distributed tables, once for all shards.
  [/^(INSERT INTO [^]*)$/, (parts) => parts],
];

function spreadTable([table = '', columns, engine, version, rest]: string[], { cluster, database }: Cluster): string[] {
  const key = SHARDED_BY.get(table);
  if (!key) throw new Error(`storage/tables/tables.ts does not say how the table ${table} is sharded`);
  const local = localTable(table);
  const path = text(`/clickhouse/tables/{shard}/${database}/${table}`);
  const parameters = [path, "'{replica}'", ...(version ? [version] : [])].join(', ');
  return [
    `CREATE TABLE IF NOT EXISTS ${qualified(database, local)} ${onCluster(cluster)} ${columns} ENGINE = Replicated${engine}(${parameters})${rest}`,
    `CREATE TABLE IF NOT EXISTS ${qualified(database, table)} ${onCluster(cluster)} AS ${qualified(database, local)} ` +
      `ENGINE = Distributed(${text(cluster)}, ${text(database)}, ${text(local)}, sipHash64(${key}))`,
  ];
}

/** The distributed table has the columns too; indexes, the time to live and settings are the local table's alone. */
function spreadAlter([table = '', change = '']: string[], { cluster, database }: Cluster): string[] {
  const alter = (name: string): string => `ALTER TABLE ${qualified(database, name)} ${onCluster(cluster)} ${change}`;
  const ofColumns = /\bCOLUMN\b/.test(change);
  if (ofColumns && /\b(INDEX|TTL|SETTING)\b/.test(change)) {
    throw new Error(`a cluster needs one statement for the columns of ${table} and another for the rest`);
  }
  return ofColumns ? [alter(localTable(table)), alter(table)] : [alter(localTable(table))];
}

function qualified(database: string, table: string): string {
  return `${identifier(database)}.${identifier(table)}`;
}

/** A string literal. */
function text(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
