import { z } from 'zod';
import type { Principal } from '../auth/principal.ts';
import type { Clock } from '../clickhouse/clock.ts';
import type { Database } from '../clickhouse/database.ts';
/** What is set for a whole workspace. */
export declare const WorkspaceConfiguration: z.ZodObject<{
    timeout_to_mark_thread_as_inactive: z.ZodOptional<z.ZodNullable<z.ZodString>>;
    truncation_on_tables: z.ZodOptional<z.ZodNullable<z.ZodBoolean>>;
    color_map: z.ZodOptional<z.ZodNullable<z.ZodRecord<z.ZodString, z.ZodString>>>;
}, z.core.$strip>;
export type WorkspaceConfiguration = z.infer<typeof WorkspaceConfiguration>;
/** The configurations of all workspaces. */
export declare class WorkspaceConfigurations {
    #private;
    constructor(database: Database, clock: Clock);
    get(principal: Principal): Promise<WorkspaceConfiguration | undefined>;
    /** Replaces the configuration whole. */
    put(principal: Principal, body: WorkspaceConfiguration): Promise<void>;
    delete(principal: Principal): Promise<void>;
    /** After so many seconds without a trace a thread of the workspace is inactive. */
    cooldownSeconds(principal: Principal): Promise<number>;
}
//# sourceMappingURL=workspace-configuration.d.ts.map