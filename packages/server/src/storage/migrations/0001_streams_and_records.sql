-- Columns have the same names as on the wire. Ids are UUIDv7 strings in lower case, so their order is the order of
-- time. A partition is a week of ids. One hour after the last write (0008: half a day) its parts are merged into one,
-- which FINAL reads without merging versions of rows. (Months are too long for this, and days make hundreds of parts
-- for one year of a small project.) The partition key names UTC. Otherwise it would depend on the time zone of the
-- host, and deleted rows would come back.

CREATE TABLE IF NOT EXISTS traces (
  workspace LowCardinality(String),
  project_id String CODEC(ZSTD(1)),
  id String CODEC(ZSTD(1)),
  name LowCardinality(String),
  kind LowCardinality(String),
  start_time DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
  end_time Nullable(DateTime64(6, 'UTC')) CODEC(Delta(8), ZSTD(1)),
  duration Nullable(Float64) MATERIALIZED if(end_time IS NULL, NULL, (toUnixTimestamp64Micro(assumeNotNull(end_time)) - toUnixTimestamp64Micro(start_time)) / 1000),
  thread_id String CODEC(ZSTD(1)),
  environment LowCardinality(String),
  source LowCardinality(String),
  input String CODEC(ZSTD(3)),
  output String CODEC(ZSTD(3)),
  input_preview String CODEC(ZSTD(3)),
  output_preview String CODEC(ZSTD(3)),
  metadata String CODEC(ZSTD(3)),
  metadata_flat Map(LowCardinality(String), String) CODEC(ZSTD(3)),
  tags Array(LowCardinality(String)),
  error_type LowCardinality(String),
  error_info String CODEC(ZSTD(3)),
  ttft Nullable(Float64),
  otel_trace_id String CODEC(ZSTD(1)),
  visibility_mode LowCardinality(String),
  has_base UInt8,
  patched Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  base_time Int64 CODEC(Delta(8), ZSTD(1)),
  field_times Map(LowCardinality(String), Int64) CODEC(ZSTD(1)),
  created_at DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
  created_by LowCardinality(String),
  last_updated_at DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
  last_updated_by LowCardinality(String),
  is_deleted UInt8 DEFAULT 0,
  version UInt64 CODEC(Delta(8), ZSTD(1)),
  INDEX mm_start start_time TYPE minmax GRANULARITY 1,
  INDEX bf_id id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX bf_thread thread_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX bf_otel otel_trace_id TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toMonday(UUIDv7ToDateTime(toUUIDOrZero(id), 'UTC'))
ORDER BY (workspace, project_id, id)
SETTINGS index_granularity = 1024, min_age_to_force_merge_seconds = 3600, min_age_to_force_merge_on_partition_only = 1 /*embedded , old_parts_lifetime = 480, fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1 */;

CREATE TABLE IF NOT EXISTS spans (
  workspace LowCardinality(String),
  project_id String CODEC(ZSTD(1)),
  trace_id String CODEC(ZSTD(1)),
  id String CODEC(ZSTD(1)),
  parent_span_id String CODEC(ZSTD(1)),
  name LowCardinality(String),
  type LowCardinality(String),
  kind LowCardinality(String),
  start_time DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
  end_time Nullable(DateTime64(6, 'UTC')) CODEC(Delta(8), ZSTD(1)),
  duration Nullable(Float64) MATERIALIZED if(end_time IS NULL, NULL, (toUnixTimestamp64Micro(assumeNotNull(end_time)) - toUnixTimestamp64Micro(start_time)) / 1000),
  environment LowCardinality(String),
  source LowCardinality(String),
  input String CODEC(ZSTD(3)),
  output String CODEC(ZSTD(3)),
  input_preview String CODEC(ZSTD(3)),
  output_preview String CODEC(ZSTD(3)),
  metadata String CODEC(ZSTD(3)),
  metadata_flat Map(LowCardinality(String), String) CODEC(ZSTD(3)),
  tags Array(LowCardinality(String)),
  error_type LowCardinality(String),
  error_info String CODEC(ZSTD(3)),
  ttft Nullable(Float64),
  model LowCardinality(String),
  provider LowCardinality(String),
  usage Map(LowCardinality(String), Int64),
  ledger Map(LowCardinality(String), Int64),
  total_tokens Int64 MATERIALIZED usage['total_tokens'],
  total_estimated_cost Nullable(Decimal(38, 12)),
  total_estimated_cost_version LowCardinality(String),
  cost_status LowCardinality(String),
  visibility_mode LowCardinality(String),
  has_base UInt8,
  patched Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  base_time Int64 CODEC(Delta(8), ZSTD(1)),
  field_times Map(LowCardinality(String), Int64) CODEC(ZSTD(1)),
  created_at DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
  created_by LowCardinality(String),
  last_updated_at DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
  last_updated_by LowCardinality(String),
  is_deleted UInt8 DEFAULT 0,
  version UInt64 CODEC(Delta(8), ZSTD(1)),
  INDEX mm_start start_time TYPE minmax GRANULARITY 1,
  INDEX bf_id id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX bf_trace trace_id TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toMonday(UUIDv7ToDateTime(toUUIDOrZero(trace_id), 'UTC'))
ORDER BY (workspace, project_id, trace_id, id)
SETTINGS index_granularity = 1024, min_age_to_force_merge_seconds = 3600, min_age_to_force_merge_on_partition_only = 1 /*embedded , old_parts_lifetime = 480, fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1 */;

CREATE TABLE IF NOT EXISTS trace_stats (
  workspace LowCardinality(String),
  project_id String CODEC(ZSTD(1)),
  trace_id String CODEC(ZSTD(1)),
  span_count UInt32,
  llm_span_count UInt32,
  error_count UInt32,
  unpriced_span_count UInt32,
  usage Map(LowCardinality(String), Int64),
  total_tokens Int64 MATERIALIZED usage['total_tokens'],
  total_estimated_cost Nullable(Decimal(38, 12)),
  models Array(LowCardinality(String)),
  providers Array(LowCardinality(String)),
  is_deleted UInt8 DEFAULT 0,
  version UInt64 CODEC(Delta(8), ZSTD(1))
) ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY toMonday(UUIDv7ToDateTime(toUUIDOrZero(trace_id), 'UTC'))
ORDER BY (workspace, project_id, trace_id)
SETTINGS index_granularity = 1024, min_age_to_force_merge_seconds = 3600, min_age_to_force_merge_on_partition_only = 1 /*embedded , old_parts_lifetime = 480 */;

CREATE TABLE IF NOT EXISTS feedback_scores (
  workspace LowCardinality(String),
  entity_type LowCardinality(String),
  entity_id String CODEC(ZSTD(1)),
  name LowCardinality(String),
  author LowCardinality(String),
  project_id String CODEC(ZSTD(1)),
  trace_id String CODEC(ZSTD(1)),
  value Float64,
  category_name LowCardinality(String),
  reason String CODEC(ZSTD(3)),
  source LowCardinality(String),
  created_at DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
  last_updated_at DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
  is_deleted UInt8 DEFAULT 0,
  version UInt64 CODEC(Delta(8), ZSTD(1))
) ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (workspace, entity_type, entity_id, name, author)
SETTINGS index_granularity = 1024 /*embedded , old_parts_lifetime = 480, fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1 */;

CREATE TABLE IF NOT EXISTS threads (
  workspace LowCardinality(String),
  project_id String CODEC(ZSTD(1)),
  thread_id String CODEC(ZSTD(1)),
  thread_model_id String CODEC(ZSTD(1)),
  status LowCardinality(String),
  tags Array(LowCardinality(String)),
  created_at DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
  created_by LowCardinality(String),
  last_updated_at DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
  last_updated_by LowCardinality(String),
  is_deleted UInt8 DEFAULT 0,
  version UInt64 CODEC(Delta(8), ZSTD(1)),
  INDEX bf_model thread_model_id TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (workspace, project_id, thread_id)
SETTINGS index_granularity = 1024 /*embedded , old_parts_lifetime = 480, fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1 */;

CREATE TABLE IF NOT EXISTS records (
  workspace LowCardinality(String),
  kind LowCardinality(String),
  id String CODEC(ZSTD(1)),
  name String CODEC(ZSTD(1)),
  body String CODEC(ZSTD(3)),
  created_at DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
  created_by LowCardinality(String),
  last_updated_at DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
  last_updated_by LowCardinality(String),
  is_deleted UInt8 DEFAULT 0,
  version UInt64 CODEC(Delta(8), ZSTD(1))
) ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (workspace, kind, id)
SETTINGS index_granularity = 256 /*embedded , old_parts_lifetime = 480, fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1 */;

-- Changes that several servers may write at the same moment. Each change is stored in addition to the resulting row, so
-- that no change is lost.
CREATE TABLE IF NOT EXISTS pending_writes (
  workspace LowCardinality(String),
  entity LowCardinality(String),
  id String CODEC(ZSTD(1)),
  trace_id String CODEC(ZSTD(1)),
  version UInt64 CODEC(Delta(8), ZSTD(1)),
  server LowCardinality(String),
  change String CODEC(ZSTD(3)),
  created_at DateTime DEFAULT now()
) ENGINE = MergeTree
ORDER BY (workspace, entity, id, version)
TTL created_at + INTERVAL 1 DAY
SETTINGS index_granularity = 1024;
