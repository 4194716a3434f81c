import { type Id } from '@vitrine/core/model';
/**
 * An id that is a hash of a key, so that every server makes the same one. It has the shape of a UUIDv7 with the time
 * that is given, and is accepted wherever one is.
 */
export declare function hashedId(atMs: number, ...key: string[]): Id;
//# sourceMappingURL=hashed-id.d.ts.map