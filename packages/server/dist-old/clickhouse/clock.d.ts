/** The lowest version of a moment, in ms since the epoch. */
export declare function versionAt(ms: number): bigint;
/** Now as ISO 8601, made once a millisecond. */
export declare function isoNow(): string;
/**
 * Makes versions: a hybrid of time and count (ms << 22 | server << 12 | counter) that only ever grows, also when the
 * machine's clock goes back, and that is above every version seen. The row with the highest version is the one that
 * stays.
 */
export declare class Clock {
    #private;
    /** Takes note of a version that is stored: all that are made from now on are above it. */
    pass(version: bigint): void;
    /** The next version, above `above` where that is given (the version of the row that is being replaced). */
    next(above?: bigint): bigint;
}
//# sourceMappingURL=clock.d.ts.map