import { Readable } from 'node:stream';
import { extractAttachments, EXTRACTED_FIELDS, LARGE } from './extract-attachments.js';
/**
 * Takes large base64 strings out of what is about to be stored, and keeps them as attachments. Where the store of files
 * does not take them they stay where they are. A write without a long text costs a look at the lengths of its texts.
 */
export async function keepExtracted(attachments, principal, entityType, writes) {
    for (const write of writes) {
        const { fields } = write;
        if (!fields || !EXTRACTED_FIELDS.some((field) => isLong(fields[field])))
            continue;
        const texts = Object.fromEntries(EXTRACTED_FIELDS.map((field) => [field, fields[field]]));
        const extracted = extractAttachments(texts);
        if (!extracted || !(await keep(attachments, principal, entityType, write, extracted.files)))
            continue;
        for (const [field, text] of Object.entries(extracted.texts))
            if (field in fields)
                fields[field] = text;
    }
}
function isLong(text) {
    return typeof text === 'string' && text.length > LARGE;
}
async function keep(attachments, principal, entityType, { id, project_id: projectId, trace_id }, files) {
    const traceId = entityType === 'trace' ? id : trace_id;
    try {
        const there = (await attachments.list(principal, entityType, [id])).get(id) ?? [];
        for (const { fileName, mimeType, bytes } of files) {
            // The name has the content's hash in it: the same write came before.
            if (there.some((file) => file.file_name === fileName))
                continue;
            const stream = Readable.from([bytes], { objectMode: false });
            await attachments.write(principal, { entityType, entityId: id, fileName, projectId, mimeType, ...(traceId && { traceId }) }, stream, bytes.length);
        }
        return true;
    }
    catch (error) {
        attachments.log.warn({ err: error, id }, 'vitrine: base64 stays in its trace, because it could not be kept as a file');
        return false;
    }
}
//# sourceMappingURL=keep-extracted.js.map