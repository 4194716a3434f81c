-- Maximum distances between start times and the times in ids, for each project and month of ids. With them, a read that
-- is bounded by start time is bounded by id too. A server writes a row before the first traces or spans whose distance
-- exceeds the ones written so far. Distances only become larger, so a superfluous row is harmless.
-- `entity`: 'traces' (start_time and id), 'spans' (start_time and trace_id), 'span_ids' (id and trace_id).

CREATE TABLE IF NOT EXISTS time_skew (
  workspace LowCardinality(String),
  project_id String CODEC(ZSTD(1)),
  entity LowCardinality(String),
  month Date,
  early_ms SimpleAggregateFunction(max, Int64),
  late_ms SimpleAggregateFunction(max, Int64)
) ENGINE = AggregatingMergeTree
ORDER BY (workspace, project_id, entity, month)
SETTINGS index_granularity = 1024 /*embedded , old_parts_lifetime = 480, fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1 */;
