import type { Database } from '../clickhouse/database.ts';
/**
 * Deletes scores that do not know their project, for they came before what they are about: those of traces and spans
 * that a rule deletes. It has to be done while those are there, for they alone know it.
 *
 * @param scope SQL that narrows the traces, with `{name:Type}` in place of every value, `{workspace:String}` among them
 * @param unplaced whether to delete those as well that are as old, and about nothing that is stored
 * @returns how many rows there were
 */
export declare function deleteEarlyScores(database: Database, beforeMs: number, scope: {
    condition: string;
    parameters: Record<string, unknown> & {
        workspace: string;
    };
}, { unplaced }: {
    unplaced: boolean;
}): Promise<number>;
//# sourceMappingURL=delete-early-scores.d.ts.map