import { type OtelSpan } from '@vitrine/core/otel';
import { type Principal } from '../../auth/principal.ts';
import type { Database } from '../../clickhouse/database.ts';
import type { Forgetting } from '../../deletion/forget-entities.ts';
import type { Ingest } from '../ingest.ts';
import type { Projects } from '../../projects/projects.ts';
import { type Told } from './tell-unknown-usage.ts';
/** How many spans were not taken, and the first reason. */
export interface Rejected {
    rejected: number;
    reason: string | undefined;
}
/** Stores OpenTelemetry spans: each as a span of the trace model, and for each trace among them a trace. */
export declare class OtlpIngest {
    #private;
    constructor(database: Database, ingest: Ingest, about: Forgetting, others: Told & {
        projects: Projects;
    });
    /**
     * Stores spans, and answers when they are stored.
     *
     * @param projectName the project of what names none in its attributes
     * @throws where the storage did not take them: all may be sent again
     */
    write(principal: Principal, spans: readonly OtelSpan[], projectName: string | undefined): Promise<Rejected>;
    /** Puts traces together that a server which died has left under two ids. */
    sweep(): Promise<void>;
}
//# sourceMappingURL=otlp-ingest.d.ts.map