/** How long the base64 of that is: a text that is no longer than this has nothing to take out. */
export declare const LARGE: number;
/** The parts of a trace or span that may hold base64. */
export declare const EXTRACTED_FIELDS: readonly ['input', 'output', 'metadata'];
export type ExtractedField = (typeof EXTRACTED_FIELDS)[number];
/** A file that was taken out of a text. */
export interface Extracted {
    fileName: string;
    mimeType: string;
    bytes: Buffer;
}
/**
 * Takes the large base64 strings out of the JSON texts of a trace or span: in each one's place stands the name of the
 * file that it has become, in brackets (after its `data:image/png;base64,`, where it has that). The name follows from the
 * content, so the same write again makes the same file. A text that is not long costs the look at its length; a long one
 * a look at each 340,000th character.
 *
 * @param texts the JSON texts of the fields
 * @returns the texts that have changed, and the files; nothing where there was nothing to take out
 * @example
 * extractAttachments({ input: '{"image":"data:image/png;base64,iVBORw0..."}' });
 * // { texts: { input: '{"image":"data:image/png;base64,[input-attachment-1-5d41402abc4b2a76.png]"}' }, files: [...] }
 */
export declare function extractAttachments(texts: Readonly<Partial<Record<ExtractedField, string | undefined>>>): {
    texts: Partial<Record<ExtractedField, string>>;
    files: Extracted[];
} | undefined;
//# sourceMappingURL=extract-attachments.d.ts.map