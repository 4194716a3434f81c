import { type Id } from '@vitrine/core/model';
/**
 * Which ids a server that writes alone has seen, so that what is new for sure need not be looked up: an id that was made
 * later than all that were stored when it began, and which it has not seen, nobody has written. It may take a new id for
 * a seen one, never the other way round.
 */
export declare class SeenIds {
    #private;
    /** Whether it knows anything. */
    get hasBegun(): boolean;
    /**
     * Begins to know.
     *
     * @param newest the newest id that is stored, if there is any
     */
    begin(newest: Id | undefined): void;
    /** Whether an id is new for sure. */
    isNew(id: Id): boolean;
    add(id: Id): void;
    /** Somebody else writes too: nothing is known until it begins again. */
    forget(): void;
}
//# sourceMappingURL=seen-ids.d.ts.map