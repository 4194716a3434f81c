import type { Options } from '../options.ts';
import { type Manifest } from './manifest.ts';
/**
 * Copies what the embedded engine keeps, and the files of attachments beside it, into a directory, while servers go on
 * writing: what was acknowledged before it began is in it, what comes meanwhile may be. Each table is as it was at one moment; the moments of two tables may lie
 * apart by as long as it takes.
 *
 * @param directory absent or empty
 * @throws where the directory has something in it, where ClickHouse is not the embedded engine, or the engine fails
 */
export declare function backUp(options: Pick<Options, 'clickhouse' | 'dataDir' | 'log'>, directory: string): Promise<Manifest>;
/** Backups are the embedded engine's: another ClickHouse has tools of its own. */
export declare function refuseRemote({ clickhouse }: Pick<Options, 'clickhouse'>): void;
//# sourceMappingURL=backup.d.ts.map