-- Of the current week too, what lies half a day becomes one part, so that little more than the last day is merged while it
-- is read. (A merge makes a new part, which lies half a day before it meets the week's others: a week is rewritten twice a
-- day at most.)

ALTER TABLE traces MODIFY SETTING min_age_to_force_merge_seconds = 43200, min_age_to_force_merge_on_partition_only = 0;
ALTER TABLE spans MODIFY SETTING min_age_to_force_merge_seconds = 43200, min_age_to_force_merge_on_partition_only = 0;
ALTER TABLE trace_stats MODIFY SETTING min_age_to_force_merge_seconds = 43200, min_age_to_force_merge_on_partition_only = 0;

-- What is merged while it is read is compared by its ids, and reading them took two thirds of the time. With LZ4 they are
-- read in half of it, and take 12 bytes a row more.

ALTER TABLE traces MODIFY COLUMN id CODEC(LZ4);
ALTER TABLE spans MODIFY COLUMN trace_id CODEC(LZ4), MODIFY COLUMN id CODEC(LZ4);
ALTER TABLE trace_stats MODIFY COLUMN trace_id CODEC(LZ4);
