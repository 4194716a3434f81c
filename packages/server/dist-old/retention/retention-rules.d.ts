import { z } from 'zod';
import type { Principal } from '../auth/principal.ts';
import type { Clock } from '../clickhouse/clock.ts';
import type { Database } from '../clickhouse/database.ts';
/** How long traces are kept, in days: of a project, or of all projects of the workspace that have no rule of their own. */
export declare const RetentionRule: z.ZodObject<{
    project_id: z.ZodOptional<z.ZodNullable<z.ZodString>>;
    days: z.ZodNumber;
}, z.core.$strict>;
export type RetentionRule = z.infer<typeof RetentionRule>;
/** The retention rules of all workspaces. Where there is none, traces are kept. */
export declare class RetentionRules {
    #private;
    constructor(database: Database, clock: Clock);
    list(principal: Principal): Promise<RetentionRule[]>;
    byWorkspace(): Promise<Map<string, RetentionRule[]>>;
    /** Sets the days of a project, or of the workspace where `projectId` is null; null days take the rule away. */
    set(principal: Principal, projectId: string | null, days: number | null): Promise<void>;
}
//# sourceMappingURL=retention-rules.d.ts.map