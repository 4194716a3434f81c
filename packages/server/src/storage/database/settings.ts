import type { ClickHouseSettings } from '@clickhouse/client';

/** What every statement is sent with: dates as ISO 8601, counts as JSON numbers. */
export const SETTINGS: ClickHouseSettings = {
  date_time_input_format: 'best_effort',
  date_time_output_format: 'iso',
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_decimals: 0,
};

/**
 * What a cluster's statements are sent with beyond that. A subquery over a sharded table is run once and its result sent
 * to the shards; a read that names the ids it wants asks only the shards that have them; an insert ends when the shards
 * have its rows, on most of their replicas.
 */
export const CLUSTER_SETTINGS: ClickHouseSettings = {
  distributed_product_mode: 'global',
  optimize_skip_unused_shards: 1,
  distributed_foreground_insert: 1,
  insert_quorum: 'auto',
};

/**
 * Records are few, and what was written is seen by the next read, whichever server asks: their inserts wait for one
 * another, and their reads for a replica that has them all.
 */
export const RECORD_INSERT: ClickHouseSettings = { insert_quorum_parallel: 0 };
export const LATEST: ClickHouseSettings = { select_sequential_consistency: '1' };

/** Limits of one read, and how it ends when its reader leaves. */
export const READ_SETTINGS: ClickHouseSettings = {
  readonly: '2',
  max_execution_time: 30,
  max_memory_usage: String(2 ** 31),
  cancel_http_readonly_queries_on_client_close: 1,
};

/**
 * An insert's rows are read one after the other, so that a row of 50 MB passes. They may be of any number of weeks:
 * history is imported under ids of its time.
 */
export const INSERT_SETTINGS: ClickHouseSettings = {
  input_format_parallel_parsing: 0,
  max_partitions_per_insert_block: '0',
};

/** What holds each key once need not be looked through for more versions of it. */
export const DISTINCT_INSERT: ClickHouseSettings = { ...INSERT_SETTINGS, optimize_on_insert: 0 };
