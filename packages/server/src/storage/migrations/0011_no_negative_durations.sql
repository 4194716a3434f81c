-- An end before its start comes from clocks that differ. The times stay as they were sent, and the duration is 0, so that
-- percentiles and averages are never negative.

ALTER TABLE traces MODIFY COLUMN duration Nullable(Float64) MATERIALIZED if(end_time IS NULL, NULL, greatest(0, toUnixTimestamp64Micro(assumeNotNull(end_time)) - toUnixTimestamp64Micro(start_time)) / 1000);
ALTER TABLE spans MODIFY COLUMN duration Nullable(Float64) MATERIALIZED if(end_time IS NULL, NULL, greatest(0, toUnixTimestamp64Micro(assumeNotNull(end_time)) - toUnixTimestamp64Micro(start_time)) / 1000);

-- Durations that are stored already.

ALTER TABLE traces MATERIALIZE COLUMN duration;
ALTER TABLE spans MATERIALIZE COLUMN duration;
