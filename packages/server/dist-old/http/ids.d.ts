import { z } from 'zod';
/** A list of ids in a body, lower-cased. */
export declare const IdList: z.ZodArray<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>;
/**
 * The id in a path, in lower case.
 *
 * @throws {ApiError} 400 where it is not a UUIDv7
 */
export declare function pathId(value: string | string[] | undefined): string;
//# sourceMappingURL=ids.d.ts.map