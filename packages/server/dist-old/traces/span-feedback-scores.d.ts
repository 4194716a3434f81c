import type { FeedbackScore } from '@vitrine/core/model';
import type { Principal } from '../auth/principal.ts';
import type { Database } from '../clickhouse/database.ts';
/**
 * How the spans of traces were scored, by trace id: for each name the average over the spans that have it, of a span the
 * average over its authors. The words are those that were written last.
 */
export declare function spanFeedbackScores(database: Database, principal: Principal, projectId: string, traceIds: readonly string[], signal?: AbortSignal): Promise<Map<string, FeedbackScore[]>>;
//# sourceMappingURL=span-feedback-scores.d.ts.map