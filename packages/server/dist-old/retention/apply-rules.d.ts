import type { Database } from '../clickhouse/database.ts';
import type { Drop } from './drops.ts';
import type { RetentionRule } from './retention-rules.ts';
/** Deletes what is older than the rules of a workspace say. Yields what that was, after each rule. */
export declare function applyRules(database: Database, workspace: string, rules: readonly RetentionRule[], nowMs?: number): AsyncGenerator<Drop>;
//# sourceMappingURL=apply-rules.d.ts.map