-- Reads compare the id of the project in every row that they scan. A dictionary makes this a comparison of numbers.

ALTER TABLE traces MODIFY COLUMN project_id LowCardinality(String);
ALTER TABLE spans MODIFY COLUMN project_id LowCardinality(String);
ALTER TABLE trace_stats MODIFY COLUMN project_id LowCardinality(String);
