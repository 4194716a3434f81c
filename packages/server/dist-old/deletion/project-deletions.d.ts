import type { Logger } from 'pino';
import type { Principal } from '../auth/principal.ts';
import type { Clock } from '../clickhouse/clock.ts';
import type { Database } from '../clickhouse/database.ts';
import type { Projects } from '../projects/projects.ts';
/**
 * Deletes projects with all that they hold. The project is gone at once; what it held is deleted in the background, and
 * a record says that this is still to do, so that it goes on where a server has ended meanwhile.
 */
export declare class ProjectDeletions {
    #private;
    constructor(parts: {
        database: Database;
        clock: Clock;
        projects: Projects;
        log: Logger;
    });
    /** @throws {ApiError} 404 where there is no such project */
    delete(principal: Principal, id: string): Promise<void>;
    /** Goes on with what is still to delete, in the background. */
    resume(): void;
    /** Waits for the step that is under way; the rest is done by the next server. */
    close(): Promise<void>;
}
//# sourceMappingURL=project-deletions.d.ts.map