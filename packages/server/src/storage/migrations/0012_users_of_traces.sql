-- The end user of a trace: what a write says, or else what the metadata says. Embed tokens show the traces of a user.

ALTER TABLE traces ADD COLUMN IF NOT EXISTS user_id String CODEC(ZSTD(1)) AFTER thread_id;
ALTER TABLE traces ADD COLUMN IF NOT EXISTS end_user String MATERIALIZED multiIf(user_id != '', user_id, metadata_flat['user_id'] != '', metadata_flat['user_id'], metadata_flat['userId']) CODEC(ZSTD(1)) AFTER user_id;
ALTER TABLE traces ADD INDEX IF NOT EXISTS bf_user end_user TYPE bloom_filter(0.01) GRANULARITY 1;

-- Traces that are stored already.

ALTER TABLE traces MATERIALIZE COLUMN end_user;
