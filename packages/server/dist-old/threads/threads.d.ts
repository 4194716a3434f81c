import { type ThreadView } from '@vitrine/core/model';
import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
import { type Scores } from '../scores/scores.ts';
/** Reads conversations: the traces of a project with one thread id, oldest first. */
export declare class Threads {
    #private;
    constructor(database: Database, scores: Scores);
    /** One conversation with all its turns; nothing where no trace has that thread id. */
    get(principal: Principal, project: {
        id: string;
        name: string;
    }, threadId: string): Promise<ThreadView | undefined>;
}
//# sourceMappingURL=threads.d.ts.map