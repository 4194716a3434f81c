import type { Principal } from '../auth/principal.ts';
import type { AttachedTo, Attachments } from './attachments.ts';
import { type ExtractedField } from './extract-attachments.ts';
type Texts = {
    id: string;
} & Partial<Record<ExtractedField, string>>;
/**
 * Puts back what `extractAttachments` took out. Rows without a reference cost a search of their texts.
 *
 * @param rows traces or spans with the JSON texts of their fields as they are stored
 * @returns the same rows, those with references with whole texts. A file that is missing leaves its reference.
 */
export declare function restoreAttachments<Row extends Texts>(attachments: Attachments, principal: Principal, entity: AttachedTo, rows: readonly Row[]): Promise<Row[]>;
export {};
//# sourceMappingURL=restore-attachments.d.ts.map