import { buffer } from 'node:stream/consumers';
import { ApiError } from '../http/api-error.js';
import { EXTRACTED_FIELDS } from './extract-attachments.js';
/** What stands in a text for base64 that was taken out of it. */
const REFERENCE = /\[((?:input|output|metadata)-attachment-\d+-[0-9a-f]{16}\.\w{1,5})\]/g;
/**
 * Puts back what `extractAttachments` took out. Rows without a reference cost a search of their texts.
 *
 * @param rows traces or spans with the JSON texts of their fields as they are stored
 * @returns the same rows, those with references with whole texts. A file that is missing leaves its reference.
 */
export async function restoreAttachments(attachments, principal, entity, rows) {
    const referring = rows.filter((row) => EXTRACTED_FIELDS.some((field) => hasReference(row[field])));
    if (referring.length === 0)
        return [...rows];
    const files = await attachments.list(principal, entity, referring.map((row) => row.id));
    return Promise.all(rows.map(async (row) => {
        const ofRow = files.get(row.id);
        return ofRow ? restored(attachments, row, ofRow) : row;
    }));
}
async function restored(attachments, row, files) {
    const whole = {};
    for (const field of EXTRACTED_FIELDS) {
        const text = row[field];
        if (!hasReference(text))
            continue;
        const base64 = new Map();
        for (const [, name = ''] of text.matchAll(REFERENCE)) {
            const file = files.find((each) => each.file_name === name);
            if (file && !base64.has(name))
                await base64Of(attachments, file).then((found) => found && base64.set(name, found));
        }
        whole[field] = text.replace(REFERENCE, (reference, name) => base64.get(name) ?? reference);
    }
    return { ...row, ...whole };
}
function hasReference(text) {
    return text !== undefined && text.includes('-attachment-') && text.search(REFERENCE) !== -1;
}
async function base64Of(attachments, file) {
    try {
        return (await buffer(await attachments.read(file))).toString('base64');
    }
    catch (error) {
        if (error instanceof ApiError)
            return undefined;
        throw error;
    }
}
//# sourceMappingURL=restore-attachments.js.map