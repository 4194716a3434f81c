import { totalmem } from 'node:os';

/** Header that holds the engine's secret. Requests without it get no handler. */
export const SECRET_HEADER = 'X-Vitrine-Engine-Secret';

/** Marks the query that keeps the engine running. The process ends cleanly when this query is killed. */
export const FOREGROUND = 'vitrine_foreground';

export interface EngineSettings {
  dataDir: string;
  port: number;
  secret: string;
  /** Maximum memory of the engine, in bytes; if left out, a quarter of the machine's memory, but at least 1 GiB. */
  memoryLimit?: number | undefined;
  cluster?: EngineCluster | undefined;
}

/**
 * Makes an engine a shard of a cluster, for tests. Other shards use ClickHouse's native protocol, without the secret.
 */
export interface EngineCluster {
  name: string;
  tcpPort: number;
  /** TCP ports of all shards on this machine, in order. */
  shards: readonly number[];
  /** Port of ZooKeeper on this machine, if the engine uses it. */
  zooKeeperPort?: number | undefined;
}

const GIB = 2 ** 30;
const MIB = 2 ** 20;

/**
 * How parts of all tables are written and merged. Small parts keep all columns in one file because each file is synced
 * separately. Merges work column by column as soon as this is faster than row by row. Statistics of columns are off
 * because they only help to plan joins.
 *
 * @see benchmarks/ingest.ts
 */
const PARTS = {
  min_bytes_for_wide_part: 16 * MIB,
  vertical_merge_algorithm_min_rows_to_activate: 4_096,
  auto_statistics_types: '',
};

/**
 * Nice value of the threads that merge, so that reads and writes go first. ClickHouse sets it only if the process may
 * also lower it again (`CAP_SYS_NICE`, which root has).
 */
const MERGE_NICENESS = 5;

/**
 * How long a table waits, in seconds, before it looks for the next part to merge or mutate. The wait grows by a tenth
 * each time that there is nothing to do. ClickHouse's default is 0.1 to 1.1: deleting rows from twelve parts took 1.5
 * s, 0.1 s of it work.
 */
const PAUSE_S = 0.01;

/** Returns the configuration file of the engine, with its limits and its HTTP handler. */
export function engineConfiguration({ dataDir, secret, memoryLimit, cluster }: EngineSettings): string {
  return `<clickhouse>
  <logger><level>none</level></logger>
  <max_server_memory_usage>${memoryLimit ?? Math.max(GIB, Math.floor(totalmem() / 4))}</max_server_memory_usage>
  <mark_cache_size>${64 * MIB}</mark_cache_size>
  <primary_index_cache_size>${64 * MIB}</primary_index_cache_size>
  <index_mark_cache_size>${32 * MIB}</index_mark_cache_size>
  <uncompressed_cache_size>0</uncompressed_cache_size>
  <query_cache><max_size_in_bytes>0</max_size_in_bytes></query_cache>
  <background_processing_pool_thread_sleep_seconds_if_nothing_to_do>${PAUSE_S}</background_processing_pool_thread_sleep_seconds_if_nothing_to_do>
  <background_processing_pool_task_sleep_seconds_when_no_work_random_part>${PAUSE_S}</background_processing_pool_task_sleep_seconds_when_no_work_random_part>
  <background_pool_size>2</background_pool_size>
  <os_threads_nice_value_merge_mutate>${MERGE_NICENESS}</os_threads_nice_value_merge_mutate>
  <background_schedule_pool_size>8</background_schedule_pool_size>
  <background_common_pool_size>2</background_common_pool_size>
  <background_fetches_pool_size>1</background_fetches_pool_size>
  <background_message_broker_schedule_pool_size>1</background_message_broker_schedule_pool_size>
  <background_distributed_schedule_pool_size>1</background_distributed_schedule_pool_size>
  <merge_tree>
${Object.entries(PARTS)
  .map(([name, value]) => `    <${name}>${value}</${name}>`)
  .join('\n')}
    <number_of_free_entries_in_pool_to_execute_mutation>2</number_of_free_entries_in_pool_to_execute_mutation>
    <number_of_free_entries_in_pool_to_lower_max_size_of_merge>2</number_of_free_entries_in_pool_to_lower_max_size_of_merge>
    <number_of_free_entries_in_pool_to_execute_optimize_entire_partition>2</number_of_free_entries_in_pool_to_execute_optimize_entire_partition>
  </merge_tree>
  <keep_alive_timeout>30</keep_alive_timeout>
  <backups><allowed_path>${escapeXml(dataDir)}/backups/</allowed_path></backups>
${cluster ? remoteServers(cluster) : ''}  <http_handlers>
    <rule>
      <headers><${SECRET_HEADER}>${secret}</${SECRET_HEADER}></headers>
      <handler><type>dynamic_query_handler</type><query_param_name>query</query_param_name></handler>
    </rule>
  </http_handlers>
</clickhouse>
`;
}

/** Returns the arguments of clickhouse-local that open the data and listen until the foreground query is killed. */
export function engineArguments({ dataDir, port, cluster }: EngineSettings, configFile: string): string[] {
  const foreground = `SELECT count() FROM numbers(1000000000) WHERE sleepEachRow(0.25) = 0 SETTINGS max_block_size = 1, log_comment = '${FOREGROUND}'`;
  return [
    'clickhouse',
    `--path=${dataDir}/engine`,
    `--http_port=${port}`,
    ...(cluster ? [`--tcp_port=${cluster.tcpPort}`] : []),
    '--listen_host=127.0.0.1',
    '--multiquery',
    `--config-file=${configFile}`,
    `--query=SYSTEM START LISTEN HTTP; ${cluster ? 'SYSTEM START LISTEN TCP; ' : ''}${foreground}`,
  ];
}

function remoteServers({ name, shards, tcpPort, zooKeeperPort }: EngineCluster): string {
  const shard = (port: number): string =>
    `<shard><replica><host>127.0.0.1</host><port>${port}</port></replica></shard>`;
  const zooKeeper = zooKeeperPort
    ? `  <zookeeper><node><host>127.0.0.1</host><port>${zooKeeperPort}</port></node></zookeeper>
  <macros><shard>${shards.indexOf(tcpPort)}</shard><replica>only</replica></macros>\n`
    : '';
  return `  <remote_servers><${name}>${shards.map(shard).join('')}</${name}></remote_servers>\n${zooKeeper}`;
}

function escapeXml(text: string): string {
  return text.replace(/[<>&]/g, (char) => `&#${char.charCodeAt(0)};`);
}
