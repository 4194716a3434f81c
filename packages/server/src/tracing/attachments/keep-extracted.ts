import { Readable } from 'node:stream';
import type { Principal } from '../../platform/auth/principal.ts';
import type { AttachedTo, Attachments } from './attachments.ts';
import { extractAttachments, EXTRACTED_FIELDS, LARGE, type Extracted } from './extract-attachments.ts';

/** A write of a trace or span. What deletes has no fields. */
export interface Written {
  id: string;
  project_id: string;
  /** Of a span. */
  trace_id?: string | undefined;
  /** Its columns, such as `{ input: '{"text":"hi"}', input_preview: 'hi' }`; they are changed. */
  fields?: Record<string, unknown>;
}

/**
 * Takes large base64 strings out of what is about to be stored, and keeps them as attachments. Where the store of files
 * does not take them they stay where they are. A write without a long text costs a look at the lengths of its texts.
 */
export async function keepExtracted(
  attachments: Attachments,
  principal: Principal,
  entityType: AttachedTo,
  writes: readonly Written[],
): Promise<void> {
  for (const write of writes) {
    const { fields } = write;
    if (!fields || !EXTRACTED_FIELDS.some((field) => isLong(fields[field]))) continue;
    const texts = Object.fromEntries(EXTRACTED_FIELDS.map((field) => [field, fields[field] as string]));
    const extracted = extractAttachments(texts);
    if (!extracted || !(await keep(attachments, principal, entityType, write, extracted.files))) continue;
    for (const [field, text] of Object.entries(extracted.texts)) if (field in fields) fields[field] = text;
  }
}

function isLong(text: unknown): boolean {
  return typeof text === 'string' && text.length > LARGE;
}

async function keep(
  attachments: Attachments,
  principal: Principal,
  entityType: AttachedTo,
  { id, project_id: projectId, trace_id }: Written,
  files: readonly Extracted[],
): Promise<boolean> {
  const traceId = entityType === 'trace' ? id : trace_id;
  try {
    const there = (await attachments.list(principal, entityType, [id])).get(id) ?? [];
    for (const { fileName, mimeType, bytes } of files) {
      // The name has the content's hash in it: the same write came before.
      if (there.some((file) => file.file_name === fileName)) continue;
      const stream = Readable.from([bytes], { objectMode: false });
      await attachments.write(
        principal,
        { entityType, entityId: id, fileName, projectId, mimeType, ...(traceId && { traceId }) },
        stream,
        bytes.length,
      );
    }
    return true;
  } catch (error) {
    attachments.log.warn(
      { err: error, id },
      'vitrine: base64 stays in its trace, because it could not be kept as a file',
    );
    return false;
  }
}
