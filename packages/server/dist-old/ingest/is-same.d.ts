import type { VersionedRow } from './versioned-row.ts';
/**
 * Whether two rows say the same. When and by whom they were written is not part of it; nor is the precision of their
 * dates, the order of their tags, or that of the maps, which comes from the engine.
 */
export declare function isSame(a: VersionedRow, b: VersionedRow): boolean;
//# sourceMappingURL=is-same.d.ts.map