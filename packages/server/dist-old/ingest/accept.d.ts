import type { z } from 'zod';
import { ApiError, type Fault } from '../http/api-error.ts';
/** A batch after its items were looked at one by one. */
export interface Accepted<T> {
    items: {
        index: number;
        value: T;
    }[];
    faults: (Fault & {
        status: number;
    })[];
}
/**
 * Looks at each item of a batch by itself: what is wrong with one says nothing of the others.
 *
 * @param ids the fields of an item that hold an id: a fault in one of them is 400, one in another field 422
 */
export declare function accept<T extends object>(schema: Pick<z.ZodType<T>, 'safeParse'>, batch: readonly unknown[], ids: readonly (keyof T & string)[]): Accepted<T>;
/** The error that answers a batch some of whose items were refused; nothing where all were stored. */
export declare function refusal(faults: readonly (Fault & {
    status: number;
})[], stored: number): ApiError | undefined;
//# sourceMappingURL=accept.d.ts.map