import { z } from 'zod';
import type { Principal } from '../auth/principal.ts';
import type { Clock } from '../clickhouse/clock.ts';
import type { Database } from '../clickhouse/database.ts';
/** Data that the server has deleted by itself. */
export declare const Drop: z.ZodObject<{
    at: z.ZodString;
    reason: z.ZodEnum<{
        age: "age";
        size: "size";
    }>;
    project_id: z.ZodNullable<z.ZodString>;
    before: z.ZodString;
    rows: z.ZodNumber;
    why: z.ZodString;
}, z.core.$strip>;
export type Drop = z.infer<typeof Drop>;
/** What was deleted by age or size, so that nobody has to wonder where it went. */
export declare class Drops {
    #private;
    constructor(database: Database, clock: Clock);
    /** The newest first. */
    list(principal: Principal): Promise<Drop[]>;
    add(principal: Principal, drop: Drop): Promise<void>;
}
//# sourceMappingURL=drops.d.ts.map