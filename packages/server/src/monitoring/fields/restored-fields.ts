import type { Fields } from '../../platform/auth/fields.ts';
import { EXTRACTED_FIELDS, type ExtractedField } from '../../tracing/attachments/extract-attachments.ts';
import { isTouched, type Owner } from './redact.ts';

/**
 * Returns the fields of a trace or span in which a caller sees the files that the server keeps apart. In all others
 * the caller sees the names of the files.
 */
export function restoredFields(owner: Owner, fields: Fields | undefined): readonly ExtractedField[] {
  if (!fields) return EXTRACTED_FIELDS;
  if (!fields.show.has('attachments')) return [];
  return EXTRACTED_FIELDS.filter((field) => !isTouched(fields.redact, owner, field));
}
