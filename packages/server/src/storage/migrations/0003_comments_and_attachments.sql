-- Comments on traces, spans and threads. As for scores, the entity_id of a thread is `<project id>/<thread id>`.

CREATE TABLE IF NOT EXISTS comments (
  workspace LowCardinality(String),
  entity_type LowCardinality(String),
  entity_id String CODEC(ZSTD(1)),
  id String CODEC(ZSTD(1)),
  project_id String CODEC(ZSTD(1)),
  trace_id String CODEC(ZSTD(1)),
  text String CODEC(ZSTD(3)),
  created_at DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
  created_by LowCardinality(String),
  last_updated_at DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
  last_updated_by LowCardinality(String),
  is_deleted UInt8 DEFAULT 0,
  version UInt64 CODEC(Delta(8), ZSTD(1)),
  INDEX bf_id id TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (workspace, entity_type, entity_id, id)
SETTINGS index_granularity = 1024 /*embedded , old_parts_lifetime = 480, fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1 */;

-- Metadata of attachments. The files themselves are on disk or in S3, under `key`.

CREATE TABLE IF NOT EXISTS attachments (
  workspace LowCardinality(String),
  entity_type LowCardinality(String),
  entity_id String CODEC(ZSTD(1)),
  file_name String CODEC(ZSTD(1)),
  project_id String CODEC(ZSTD(1)),
  trace_id String CODEC(ZSTD(1)),
  mime_type LowCardinality(String),
  file_size UInt64,
  key String CODEC(ZSTD(1)),
  created_at DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
  created_by LowCardinality(String),
  last_updated_at DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
  last_updated_by LowCardinality(String),
  is_deleted UInt8 DEFAULT 0,
  version UInt64 CODEC(Delta(8), ZSTD(1))
) ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (workspace, entity_type, entity_id, file_name)
SETTINGS index_granularity = 1024 /*embedded , old_parts_lifetime = 480, fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1 */;
