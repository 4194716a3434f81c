import { idFault, newId } from '@vitrine/core/model';
import { ApiError, describe, faultsOf } from '../http/api-error.js';
/**
 * Looks at each item of a batch by itself: what is wrong with one says nothing of the others.
 *
 * @param ids the fields of an item that hold an id: a fault in one of them is 400, one in another field 422
 */
export function accept(schema, batch, ids) {
    const accepted = { items: [], faults: [] };
    for (const [index, item] of batch.entries()) {
        const result = schema.safeParse(item);
        const faults = result.success
            ? idFaults(result.data, ids, index)
            : faultsOf(result.error, index).map((fault) => ({ ...fault, status: 422 }));
        if (faults.length > 0)
            accepted.faults.push(...faults);
        else if (result.success)
            accepted.items.push({ index, value: withIds(result.data, ids) });
    }
    return accepted;
}
/** The error that answers a batch some of whose items were refused; nothing where all were stored. */
export function refusal(faults, stored) {
    const [first] = faults;
    if (!first)
        return undefined;
    const errors = faults.map(({ index, path, message }) => ({ ...(index !== undefined && { index }), path, message }));
    const refused = new Set(faults.map((fault) => fault.index)).size;
    const message = `${refused} of ${refused + stored} items were refused; item ${first.index}: ${describe(errors)}`;
    return new ApiError(first.status, message, { errors: errors.slice(0, 100), stored });
}
function idFaults(item, ids, index) {
    const faults = [];
    for (const path of ids) {
        const id = item[path];
        const message = typeof id === 'string' ? idFault(id) : undefined;
        if (message)
            faults.push({ index, path, message, status: 400 });
    }
    return faults;
}
/** Ids are kept in lower case; an item without an id of its own (the first of `ids`) gets one. It is changed in place. */
function withIds(item, ids) {
    const fields = item;
    for (const path of ids) {
        const id = fields[path];
        if (typeof id === 'string')
            fields[path] = id.toLowerCase();
    }
    const [own] = ids;
    if (own)
        fields[own] ??= newId();
    return item;
}
//# sourceMappingURL=accept.js.map