/**
 * Cuts a list into portions. An id list of any length, or the rows of a batch, go to ClickHouse so: a statement's parameters
 * go in a URL, which has its limits.
 */
export declare function portionsOf<T>(items: readonly T[], size: number): Generator<T[]>;
/** Cuts a list into portions whose sizes add up to `max` at most; an item that is larger is a portion by itself. */
export declare function portionsBySize<T>(items: readonly T[], max: number, sizeOf: (item: T) => number): Generator<T[]>;
/**
 * Cuts a list of texts of any length, such as thread ids, into portions that fit a parameter.
 *
 * @param longest the longest form in which a text is sent, such as the entity id of a thread
 */
export declare function portionsOfTexts(texts: readonly string[], longest?: (text: string) => string): Generator<string[]>;
//# sourceMappingURL=portions-of.d.ts.map