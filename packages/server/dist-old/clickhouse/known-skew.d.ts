import type { Database } from './database.ts';
import { type Skewed } from './id-bounds.ts';
/** A project of a workspace. */
interface Place {
    workspace: string;
    projectId: string;
}
/** How far start times lie from the times in ids at most: a row of `time_skew`. */
export interface Skew {
    entity: Skewed;
    /** The first day of the month of the ids, in UTC: `2026-11-01`. */
    month: string;
    early_ms: number;
    late_ms: number;
}
/**
 * The bounds on ids of {@link idsFrom} and {@link idsTo}, without asking `time_skew` each time, which takes longer than
 * what a page of a busy project is read in. A server that writes alone knows it all once it has read it; where others
 * write too, it is asked.
 */
export declare class KnownSkew {
    #private;
    constructor(database: Pick<Database, 'read' | 'isAlone'>);
    /**
     * {@link idsFrom} for one project.
     *
     * @param moment ISO 8601, also the value of the parameter
     */
    from(entity: Skewed, column: string, place: Place, moment: string, parameter?: string): string;
    /** {@link idsTo} for one project, as {@link KnownSkew.from}. */
    to(entity: Skewed, column: string, place: Place, moment: string, parameter?: string): string;
    /**
     * How far from a moment the ids lie, in ms, of what starts at it or later and of what starts at it or earlier, where that
     * is known: whether a table can be cut there into rows with lower ids and rows with higher ones.
     */
    strayOf(entity: Skewed, place: Place, moment: string): number | undefined;
    /** Takes up what is about to be stored. */
    widen(place: Place, skew: Skew): void;
}
export {};
//# sourceMappingURL=known-skew.d.ts.map