import type { Id } from '@vitrine/core/model';
import type { Principal } from '../../auth/principal.ts';
import type { Database } from '../../clickhouse/database.ts';
/** Whether those of some traces that are stored are in one project. */
export declare function isOneProject(database: Database, { workspace }: Principal, ids: readonly Id[]): Promise<boolean>;
//# sourceMappingURL=is-one-project.d.ts.map