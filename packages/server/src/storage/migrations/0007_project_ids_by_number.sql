-- Every read of a project compares its id in each row that it goes through: as numbers of a dictionary, not as texts.

ALTER TABLE traces MODIFY COLUMN project_id LowCardinality(String);
ALTER TABLE spans MODIFY COLUMN project_id LowCardinality(String);
ALTER TABLE trace_stats MODIFY COLUMN project_id LowCardinality(String);
