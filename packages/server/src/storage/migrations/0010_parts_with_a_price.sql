-- The service tier of a model call changes its price. The unpriced parts are those that have no price, although the
-- call has one.

ALTER TABLE spans ADD COLUMN IF NOT EXISTS service_tier LowCardinality(String) AFTER provider;
ALTER TABLE spans ADD COLUMN IF NOT EXISTS unpriced_parts Array(LowCardinality(String)) AFTER cost_status;
