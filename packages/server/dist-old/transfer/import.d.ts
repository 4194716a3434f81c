import { type HttpTransportOptions } from '@vitrine/core';
import { type Part } from './manifest.ts';
import type { Progress } from './progress.ts';
export interface ImportOptions extends HttpTransportOptions {
    directory: string;
    /** The project's name there; that of the export where absent. */
    project?: string | undefined;
    include: Part[];
    /** Copies get ids of their own: for another project of the same server. */
    newIds: boolean;
    /** Only says what there is. */
    dryRun: boolean;
}
/** What became of an import, or would become. */
export interface ImportReport {
    project: string;
    counts: Partial<Record<Part | 'scores', number>>;
    /** What the server did not take, the first few. */
    refused: string[];
    refusedCount: number;
}
/**
 * Sends an export to a server. Where it was broken off before, it goes on; what was sent twice is there once, as writes
 * are told by their ids.
 *
 * @throws where the directory holds no complete export, or the server does not answer
 */
export declare function importProject(options: ImportOptions, progress: Progress): Promise<ImportReport>;
//# sourceMappingURL=import.d.ts.map