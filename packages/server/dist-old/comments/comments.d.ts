import { type Comment } from '@vitrine/core/model';
import type { Principal } from '../auth/principal.ts';
import type { Clock } from '../clickhouse/clock.ts';
import type { Database } from '../clickhouse/database.ts';
import type { EntityType } from '../scores/scores.ts';
/** What a comment is about: a thread's `entityId` is that of its scores, `threadEntityId()`. */
export interface Commented {
    entityId: string;
    /** The trace of a trace or span; '' for a thread. */
    traceId: string;
    projectId: string;
}
/** What people say about traces, spans and threads. */
export declare class Comments {
    #private;
    constructor(database: Database, clock: Clock);
    /** Adds a comment in the principal's name. */
    add(principal: Principal, entity: EntityType, about: Commented, text: string): Promise<Comment>;
    /** The comment of that id on one of the entities of a type, if there is one. */
    get(principal: Principal, entity: EntityType, id: string): Promise<(Comment & {
        entityId: string;
    }) | undefined>;
    /** Changes the text of a comment. False where there is no such comment. */
    update(principal: Principal, entity: EntityType, id: string, text: string): Promise<boolean>;
    /** Deletes comments by their ids; those that are not there are not missed. */
    delete(principal: Principal, entity: EntityType, ids: readonly string[]): Promise<void>;
    /** Deletes all that was said about some entities. */
    deleteOf(principal: Principal, entity: EntityType, entityIds: readonly string[]): Promise<void>;
    /** Puts the comments on an entity under another of the same trace's; those that are there stay. */
    move(principal: Principal, entity: EntityType, from: string, to: Pick<Commented, 'entityId' | 'traceId'>): Promise<void>;
    /**
     * The comments on entities, by entity id, the oldest first; an entity without any is absent.
     *
     * @param entityIds the ids of traces or spans, or `threadEntityId()` of threads
     */
    read(principal: Principal, entity: EntityType, entityIds: readonly string[], signal?: AbortSignal): Promise<Map<string, Comment[]>>;
}
//# sourceMappingURL=comments.d.ts.map