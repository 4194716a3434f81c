import type { Options } from '../options.ts';
import { type Manifest } from './manifest.ts';
/**
 * Puts a backup into a data directory that no server uses. A backup of an older schema is brought up to date by the next
 * server that opens it.
 *
 * @param force whether to put it in the place of the data that is there
 * @throws where the directory has data already, is in use, or where the backup is of a newer schema than this code
 */
export declare function restore(options: Pick<Options, 'clickhouse' | 'dataDir'>, directory: string, { force }?: {
    force?: boolean;
}): Promise<Manifest>;
//# sourceMappingURL=restore.d.ts.map