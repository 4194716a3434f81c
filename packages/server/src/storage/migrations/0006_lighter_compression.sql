-- Texts take as much room as with ZSTD(3), within a few percent, and a fifth less work when they are inserted and merged.

/*embedded ALTER TABLE traces MODIFY COLUMN input CODEC(ZSTD(1)), MODIFY COLUMN output CODEC(ZSTD(1)), MODIFY COLUMN input_preview CODEC(ZSTD(1)), MODIFY COLUMN output_preview CODEC(ZSTD(1)), MODIFY COLUMN metadata CODEC(ZSTD(1)), MODIFY COLUMN error_info CODEC(ZSTD(1)), MODIFY COLUMN metadata_flat CODEC(ZSTD(1))*/;
/*embedded ALTER TABLE spans MODIFY COLUMN input CODEC(ZSTD(1)), MODIFY COLUMN output CODEC(ZSTD(1)), MODIFY COLUMN input_preview CODEC(ZSTD(1)), MODIFY COLUMN output_preview CODEC(ZSTD(1)), MODIFY COLUMN metadata CODEC(ZSTD(1)), MODIFY COLUMN error_info CODEC(ZSTD(1)), MODIFY COLUMN metadata_flat CODEC(ZSTD(1))*/;
