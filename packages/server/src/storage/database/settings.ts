import type { ClickHouseSettings } from '@clickhouse/client';

/** Settings of every statement: dates as ISO 8601, counts as JSON numbers. */
export const SETTINGS: ClickHouseSettings = {
  date_time_input_format: 'best_effort',
  date_time_output_format: 'iso',
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_decimals: 0,
};

/**
 * Further settings of every statement in a cluster. A subquery over a sharded table runs once and its result is sent to
 * the shards. A read by id uses only the shards that hold the ids. An insert ends when a majority of the replicas of
 * each shard has the rows.
 */
export const CLUSTER_SETTINGS: ClickHouseSettings = {
  distributed_product_mode: 'global',
  optimize_skip_unused_shards: 1,
  distributed_foreground_insert: 1,
  insert_quorum: 'auto',
};

/**
 * Settings of inserts into `records`. Records are few, and each read sees all earlier writes of all servers: inserts
 * wait for one another, and reads ({@link LATEST}) wait for a replica that has all of them.
 */
export const RECORD_INSERT: ClickHouseSettings = { insert_quorum_parallel: 0 };
export const LATEST: ClickHouseSettings = { select_sequential_consistency: '1' };

/** Limits of one read. It is cancelled when its client disconnects. */
export const READ_SETTINGS: ClickHouseSettings = {
  readonly: '2',
  max_execution_time: 30,
  max_memory_usage: String(2 ** 31),
  cancel_http_readonly_queries_on_client_close: 1,
};

/** Lower limits of a read for an end user, who may see some traces only. */
export const END_USER_LIMITS: ClickHouseSettings = { max_execution_time: 5, max_memory_usage: String(2 ** 29) };

/**
 * Settings of inserts. Rows are parsed one after the other so that a row of 50 MB is accepted. They may belong to any
 * number of weeks because imported history keeps its old ids.
 */
export const INSERT_SETTINGS: ClickHouseSettings = {
  input_format_parallel_parsing: 0,
  max_partitions_per_insert_block: '0',
};

/**
 * Settings of an insert that contains each key once, so that ClickHouse need not look for further versions of a row.
 */
export const DISTINCT_INSERT: ClickHouseSettings = { ...INSERT_SETTINGS, optimize_on_insert: 0 };
