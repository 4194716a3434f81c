-- How far start times lie from the times in ids, for each project and month of id: what lets a read that is bounded by
-- start time be bounded by id too. A server writes a row before the first traces or spans that are
-- further off than what it has written yet; it only ever widens, so one too many is no harm.
-- `entity`: 'traces' (start_time against id), 'spans' (start_time against trace_id), 'span_ids' (id against trace_id).

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
