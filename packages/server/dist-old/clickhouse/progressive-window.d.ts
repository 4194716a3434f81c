/** A stretch of time; `since` belongs to it and `before` does not (ms since the epoch). An absent one is no bound. */
export interface Window {
    since?: number;
    before?: number;
}
interface NewestOf {
    from?: string | undefined;
    to?: string | undefined;
    wanted: number;
    firstMs?: number | undefined;
}
/**
 * Remembers how far back the newest page of each list has reached, because a day of a busy project is long: where a page
 * of it lay within seconds, the next one is looked for in seconds first. And which lists are longer than is counted.
 */
export declare class Reach {
    #private;
    /** How long the first window is for a list, in ms; nothing where it was not read yet. */
    firstMs(list: string): number | undefined;
    /** Says that the newest page of a list lay within so many ms. */
    saw(list: string, reachMs: number): void;
    /** Whether a list was longer than is counted a moment ago. */
    isLong(list: string): boolean;
    /** Says that a list is longer than is counted. */
    sawLong(list: string): void;
}
/**
 * Reads the newest rows: those of the last day, where they are too few those of the 6 days before, and so on. A read
 * with FINAL goes through the whole range of its keys however few rows it is asked for; so the range has to be short.
 *
 * @param from no window begins before it (ISO 8601); absent: the beginning of all
 * @param to where the windows are counted back from, if it is earlier than now (ISO 8601)
 * @param wanted how many rows to read at most
 * @param firstMs how long a window before those is, if it is worth one: see {@link Reach}
 * @param read reads the newest rows of a window, at most so many
 */
export declare function newestOf<Row>({ from, to, wanted, firstMs }: NewestOf, read: (window: Window, limit: number) => Promise<Row[]>): Promise<Row[]>;
export {};
//# sourceMappingURL=progressive-window.d.ts.map