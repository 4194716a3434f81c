import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
import type { EntityType } from './scores.ts';
/**
 * The names of the scores that there are on traces, spans or threads, in alphabetical order.
 *
 * @param which.projectId only in this project
 * @param which.type only on spans of this type
 */
export declare function scoreNames(database: Database, principal: Principal, entity: EntityType, { projectId, type }: {
    projectId?: string | undefined;
    type?: string | undefined;
}): Promise<{
    scores: {
        name: string;
    }[];
}>;
//# sourceMappingURL=score-names.d.ts.map