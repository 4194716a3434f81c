-- Texts take a few percent more space than with ZSTD(3), and inserting and merging them takes a fifth less time.

/*embedded ALTER TABLE traces MODIFY COLUMN input CODEC(ZSTD(1)), MODIFY COLUMN output CODEC(ZSTD(1)), MODIFY COLUMN input_preview CODEC(ZSTD(1)), MODIFY COLUMN output_preview CODEC(ZSTD(1)), MODIFY COLUMN metadata CODEC(ZSTD(1)), MODIFY COLUMN error_info CODEC(ZSTD(1)), MODIFY COLUMN metadata_flat CODEC(ZSTD(1))*/;
/*embedded ALTER TABLE spans MODIFY COLUMN input CODEC(ZSTD(1)), MODIFY COLUMN output CODEC(ZSTD(1)), MODIFY COLUMN input_preview CODEC(ZSTD(1)), MODIFY COLUMN output_preview CODEC(ZSTD(1)), MODIFY COLUMN metadata CODEC(ZSTD(1)), MODIFY COLUMN error_info CODEC(ZSTD(1)), MODIFY COLUMN metadata_flat CODEC(ZSTD(1))*/;
