-- When a thread was closed or opened. A later trace opens it again.

ALTER TABLE threads ADD COLUMN IF NOT EXISTS status_at DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1));
