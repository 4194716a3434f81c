import { z } from 'zod';
import type { Principal } from '../auth/principal.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import { type RecordOf } from './records.ts';
/**
 * Records whose names are unique in a workspace. A name is claimed by a record of its own, whose id every server makes
 * alike: of two servers that create one name at once, one gets 409.
 */
export declare class NamedRecords<Body> {
    #private;
    /** @param what what one of them is called in messages, such as `environment` */
    constructor(database: Database, clock: Clock, kind: string, schema: z.ZodType<Body>, what: string);
    /** All of the workspace, by name. */
    list(principal: Principal): Promise<RecordOf<Body>[]>;
    /** @throws {ApiError} 404 where there is none of that id */
    get(principal: Principal, id: string): Promise<RecordOf<Body>>;
    /**
     * @param id made here where it is absent
     * @throws {ApiError} 400 where the id is none, 409 where the id or the name is taken
     */
    create(principal: Principal, { id: given, name, body }: {
        id?: string | null | undefined;
        name: string;
        body: Body;
    }): Promise<RecordOf<Body>>;
    /**
     * @param change the name and body to be, from those that are
     * @throws {ApiError} 404 where there is none of that id, 409 where the new name is taken
     */
    update(principal: Principal, id: string, change: (record: RecordOf<Body>) => {
        name: string;
        body: Body;
    }): Promise<void>;
    /** Deletes those of some ids that are there; their names are free again. */
    delete(principal: Principal, ids: readonly string[]): Promise<void>;
}
//# sourceMappingURL=named-records.d.ts.map