-- Of the current week too, what lies a day becomes one part, so that only the last two days are merged while they are read
-- (a merge makes a part new: it is a day old before it meets the week's others). A week is rewritten once a day at most.

ALTER TABLE traces MODIFY SETTING min_age_to_force_merge_seconds = 86400, min_age_to_force_merge_on_partition_only = 0;
ALTER TABLE spans MODIFY SETTING min_age_to_force_merge_seconds = 86400, min_age_to_force_merge_on_partition_only = 0;
ALTER TABLE trace_stats MODIFY SETTING min_age_to_force_merge_seconds = 86400, min_age_to_force_merge_on_partition_only = 0;
