import { TABLES } from '../tables/tables.ts';

/** Where the schema is created, and in which form. */
export interface SchemaLayout {
  database: string;
  /** Whether to apply the settings that only the embedded engine needs (`/*embedded ... *\/` in the files). */
  embedded: boolean;
  /** Name of a cluster in `remote_servers`. Tables are distributed over its shards and replicated within each shard. */
  cluster?: string | undefined;
}

/** The column of each table that decides which shard holds a row. */
const SHARDED_BY: ReadonlyMap<string, string> = new Map([
  ...TABLES.map(({ name, shardedBy }) => [name, shardedBy] as const),
  ['schema_migrations', 'number'],
]);

/** Returns the name of the table that holds the rows of one shard. */
export function localTable(table: string): string {
  return `${table}_local`;
}

/** Returns the clause that runs a statement on the whole cluster. */
function onCluster(cluster: string): string {
  return `ON CLUSTER ${text(cluster)}`;
}

/** Quotes a name that comes from the options. */
export function identifier(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}

/**
 * Adapts the statements of a migration to a layout. In a cluster each table becomes two: `<table>_local` with a
 * replicated engine, and a `Distributed` table with the original name, so that queries are the same everywhere.
 *
 * @param sql statements for one server, each ending in `;` at the end of a line
 * @throws if there is no rule for a statement, or if the sharding of a new table is not declared
 * @example
 * statementsFor('CREATE TABLE IF NOT EXISTS traces (...) ENGINE = ReplacingMergeTree(version) ...;', {
 *   database: 'vitrine',
 *   embedded: false,
 *   cluster: 'main',
 * });
 * // CREATE TABLE IF NOT EXISTS `vitrine`.`traces_local` ON CLUSTER 'main' (...)
 * //   ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/vitrine/traces', '{replica}', version) ...
 * // CREATE TABLE IF NOT EXISTS `vitrine`.`traces` ON CLUSTER 'main' AS `vitrine`.`traces_local`
 * //   ENGINE = Distributed('main', 'vitrine', 'traces_local', sipHash64(id))
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

/** Converts a statement for one server to statements for a cluster. */
function spread(statement: string, cluster: Cluster): string[] {
  for (const [form, rule] of RULES) {
    const match = form.exec(statement);
    if (match) return rule(match.slice(1), cluster);
  }
  throw new Error(`there is no rule that adapts this statement to a cluster: ${statement.slice(0, 100)}`);
}

/** Rules for a cluster: the form of a statement, and a function that takes the parts that the form captures. */
const RULES: readonly [RegExp, (parts: string[], cluster: Cluster) => string[]][] = [
  [
    /^(CREATE DATABASE .*)( ENGINE = Atomic)$/,
    ([make, engine], { cluster }) => [`${make} ${onCluster(cluster)}${engine}`],
  ],
  [/^CREATE TABLE IF NOT EXISTS (\w+) (\([^]*\)) ENGINE = (\w*MergeTree)(?:\(([^)]*)\))?([^]*)$/, spreadTable],
  [/^ALTER TABLE (\w+) ([^]*)$/, spreadAlter],
  // An insert into the distributed table reaches all shards.
  [/^(INSERT INTO [^]*)$/, (parts) => parts],
];

function spreadTable([table = '', columns, engine, version, rest]: string[], { cluster, database }: Cluster): string[] {
  const key = SHARDED_BY.get(table);
  if (!key) throw new Error(`storage/tables/tables.ts has no table ${table}, so its sharding is not declared`);
  const local = localTable(table);
  const path = text(`/clickhouse/tables/{shard}/${database}/${table}`);
  const parameters = [path, "'{replica}'", ...(version ? [version] : [])].join(', ');
  return [
    `CREATE TABLE IF NOT EXISTS ${qualified(database, local)} ${onCluster(cluster)} ${columns} ENGINE = Replicated${engine}(${parameters})${rest}`,
    `CREATE TABLE IF NOT EXISTS ${qualified(database, table)} ${onCluster(cluster)} AS ${qualified(database, local)} ` +
      `ENGINE = Distributed(${text(cluster)}, ${text(database)}, ${text(local)}, sipHash64(${key}))`,
  ];
}

/** Columns are changed in both tables. Their stored values, indexes, TTL and settings belong to the local table only. */
function spreadAlter([table = '', change = '']: string[], { cluster, database }: Cluster): string[] {
  const alter = (name: string): string => `ALTER TABLE ${qualified(database, name)} ${onCluster(cluster)} ${change}`;
  const ofColumns = /\bCOLUMN\b/.test(change) && !/^MATERIALIZE\b/.test(change);
  if (ofColumns && /\b(INDEX|TTL|SETTING)\b/.test(change)) {
    throw new Error(`a cluster needs one statement for the columns of ${table} and another one for the rest`);
  }
  return ofColumns ? [alter(localTable(table)), alter(table)] : [alter(localTable(table))];
}

function qualified(database: string, table: string): string {
  return `${identifier(database)}.${identifier(table)}`;
}

/** Returns a string literal. */
function text(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
