import { buffer } from 'node:stream/consumers';
import type { Principal } from '../../platform/auth/principal.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import type { AttachedEntity, Attachment, Attachments } from './attachments.ts';
import { EXTRACTED_FIELDS, type ExtractedField } from './extract-attachments.ts';

/** References that replace extracted base64 in a text. */
const REFERENCE = /\[((?:input|output|metadata)-attachment-\d+-[0-9a-f]{16}\.\w{1,5})\]/g;

type Texts = { id: string } & Partial<Record<ExtractedField, string>>;

/**
 * Puts the base64 back that `extractAttachments` extracted. Rows without a reference only cost a search of their texts.
 *
 * @param rows traces or spans with the JSON texts of their fields, as they are stored
 * @param fieldsOf returns the fields of a row whose references are replaced
 * @returns the same rows, with base64 in place of references. The reference to a missing file stays.
 */
export async function restoreAttachments<Row extends Texts>(
  attachments: Attachments,
  principal: Principal,
  entity: AttachedEntity,
  rows: readonly Row[],
  fieldsOf: (row: Row) => readonly ExtractedField[] = () => EXTRACTED_FIELDS,
): Promise<Row[]> {
  const referring = rows.filter((row) => fieldsOf(row).some((field) => hasReference(row[field])));
  if (referring.length === 0) return [...rows];
  const files = await attachments.list(
    principal,
    entity,
    referring.map((row) => row.id),
  );
  return Promise.all(
    rows.map(async (row) => {
      const ofRow = files.get(row.id);
      return ofRow ? restored(attachments, row, { files: ofRow, fields: fieldsOf(row) }) : row;
    }),
  );
}

async function restored<Row extends Texts>(
  attachments: Attachments,
  row: Row,
  { files, fields }: { files: Attachment[]; fields: readonly ExtractedField[] },
): Promise<Row> {
  const whole: Partial<Record<ExtractedField, string>> = {};
  for (const field of fields) {
    const text = row[field];
    if (!hasReference(text)) continue;
    const base64 = new Map<string, string>();
    for (const [, name = ''] of text.matchAll(REFERENCE)) {
      const file = files.find((each) => each.file_name === name);
      if (file && !base64.has(name))
        await base64Of(attachments, file).then((found) => found && base64.set(name, found));
    }
    whole[field] = text.replace(REFERENCE, (reference, name: string) => base64.get(name) ?? reference);
  }
  return { ...row, ...whole };
}

function hasReference(text: string | undefined): text is string {
  return text !== undefined && text.includes('-attachment-') && text.search(REFERENCE) !== -1;
}

async function base64Of(attachments: Attachments, file: Attachment): Promise<string | undefined> {
  try {
    return (await buffer(await attachments.read(file))).toString('base64');
  } catch (error) {
    if (error instanceof VitrineError) return undefined;
    throw error;
  }
}
