import type { Clock } from './clock.ts';
import type { Connection } from './connection.ts';
/**
 * Sets a clock beyond all versions that are stored: the machine's may have gone back since they were made, and what is
 * written from now on replaces them all the same.
 */
export declare function catchUp(connection: Connection, clock: Clock): Promise<void>;
//# sourceMappingURL=catch-up.d.ts.map