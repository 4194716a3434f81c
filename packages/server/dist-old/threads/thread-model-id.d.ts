import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
/**
 * The id by which clients name a thread: a UUIDv7 made of its project and its own id. It carries the project's time, so
 * that the project can be found by it.
 */
export declare function threadModelId({ workspace }: Principal, projectId: string, threadId: string): string;
/** The thread that has a model id; nothing where no trace has such a thread. */
export declare function threadOfModel(database: Database, { workspace }: Principal, modelId: string): Promise<{
    project_id: string;
    thread_id: string;
} | undefined>;
//# sourceMappingURL=thread-model-id.d.ts.map