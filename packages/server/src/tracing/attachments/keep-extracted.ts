import { Readable } from 'node:stream';
import type { Principal } from '../../platform/auth/principal.ts';
import type { AttachedEntity, Attachments } from './attachments.ts';
import { extractAttachments, EXTRACTED_FIELDS, LARGE, type Extracted } from './extract-attachments.ts';

/** Write of a trace or span. A deletion has no fields. */
export interface Written {
  id: string;
  project_id: string;
  /** Of a span. */
  trace_id?: string | undefined;
  /** Columns that it sets, such as `{ input: '{"text":"hi"}', input_preview: 'hi' }`; they are changed. */
  fields?: Record<string, unknown>;
}

/**
 * Extracts large base64 strings from writes and stores them as attachments. If the file store fails, they stay in the
 * writes. For a write without a long text, only the lengths of its texts are checked.
 */
export async function keepExtracted(
  attachments: Attachments,
  principal: Principal,
  entityType: AttachedEntity,
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
  entityType: AttachedEntity,
  { id, project_id: projectId, trace_id }: Written,
  files: readonly Extracted[],
): Promise<boolean> {
  const traceId = entityType === 'trace' ? id : trace_id;
  try {
    const stored = (await attachments.list(principal, entityType, [id])).get(id) ?? [];
    for (const { fileName, mimeType, bytes } of files) {
      // The name contains the hash of the content, so an existing name means that the same write arrived before.
      if (stored.some((file) => file.file_name === fileName)) continue;
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
      'vitrine: base64 stays in its trace, because it could not be stored as a file',
    );
    return false;
  }
}
