import type { FeedbackScore, FeedbackScoreWrite } from '@vitrine/core/model';
import { type Principal } from '../auth/principal.ts';
import type { Clock } from '../clickhouse/clock.ts';
import type { Database } from '../clickhouse/database.ts';
import { type Accounting } from '../ingest/accounting.ts';
/** What a score can be about. A thread's id is unique only with its project. */
export type EntityType = 'trace' | 'span' | 'thread';
/** A score and what it is about. */
export interface EntityScore {
    entityId: string;
    /** The trace of a span, so that both end on one shard. */
    traceId?: string;
    projectId: string;
    score: FeedbackScoreWrite;
    /** Whose it is, where nobody in particular writes. */
    author?: string | null | undefined;
}
/** The key of a thread's scores: its project's id and its own. */
export declare function threadEntityId(projectId: string, threadId: string): string;
/**
 * Verdicts on traces, spans and threads: one value for each entity, name and author; writing again overwrites. A score
 * may come before what it is about.
 */
export declare class Scores {
    #private;
    constructor(database: Database, clock: Clock, accounting: Accounting);
    /** Writes scores of one entity type in the principal's name. */
    write(principal: Principal, entity: EntityType, scores: readonly EntityScore[]): Promise<void>;
    /**
     * Takes scores back.
     *
     * @param author only this author's; everybody's if left out
     */
    delete(principal: Principal, entity: EntityType, entityIds: readonly string[], which?: {
        names?: readonly string[];
        author?: string;
    }): Promise<void>;
    /** The scores of entities, by entity id; each averaged over its authors. */
    read(principal: Principal, entity: EntityType, entityIds: readonly string[], signal?: AbortSignal): Promise<Map<string, FeedbackScore[]>>;
}
//# sourceMappingURL=scores.d.ts.map