import type { z } from 'zod';
import type { Principal } from '../auth/principal.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
/** A low-volume entity: its body, and who wrote it when. */
export interface RecordOf<Body> {
    id: string;
    name: string;
    body: Body;
    created_at: string;
    created_by: string;
    last_updated_at: string;
    last_updated_by: string;
}
/**
 * The entities of one kind that are few: one table holds them all, as (workspace, kind, id) → JSON body, and the body is
 * parsed by the kind's schema when it is read.
 */
export declare class Records<Body> {
    #private;
    constructor(database: Database, clock: Clock, kind: string, schema: z.ZodType<Body>);
    /** The id that a name claims in a workspace: the same on every server, so that two that claim it agree. */
    claimId(principal: Principal, name: string): string;
    get(principal: Principal, id: string): Promise<RecordOf<Body> | undefined>;
    /** The version with which a record was deleted last, as text; `0` where it never was. */
    deletedAt({ workspace }: Principal, id: string): Promise<string>;
    /** All of the workspace, by name. */
    list(principal: Principal): Promise<RecordOf<Body>[]>;
    /** All of every workspace, for what the server does by itself. */
    everywhere(): Promise<(RecordOf<Body> & {
        workspace: string;
    })[]>;
    /** When a record of the workspace was written or deleted last, in ms since the epoch; 0 where none ever was. */
    lastChange({ workspace }: Principal): Promise<number>;
    /** Writes a record whole. `created_at` and `created_by` stay those of `previous`. */
    put(principal: Principal, record: {
        id: string;
        name: string;
        body: Body;
    }, previous?: RecordOf<Body>): Promise<RecordOf<Body>>;
    delete(principal: Principal, { id, name, created_at, created_by }: RecordOf<Body>): Promise<void>;
}
//# sourceMappingURL=records.d.ts.map