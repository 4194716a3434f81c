/** Ends a read whose rows have more than 64 MiB: the host process would hold them several times over. */
export declare const READ_LIMIT = "SETTINGS max_result_bytes = 67108864, result_overflow_mode = 'throw'";
/** Whether ClickHouse refused a read for the size of its rows. */
export declare function isTooLarge(error: unknown): boolean;
//# sourceMappingURL=read-limit.d.ts.map