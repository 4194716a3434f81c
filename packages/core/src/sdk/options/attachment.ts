/** What all attachments may say. */
interface Named {
  /** What it is called; the file's own name where it is a file. */
  fileName?: string | undefined;
  /** The MIME type; that of the name's ending where absent, else `application/octet-stream`. */
  contentType?: string | undefined;
}

/**
 * A file that belongs to a trace or span: a local file, bytes, or base64 (also as a `data:` URL).
 *
 * @example
 * trace.update({ attachments: [{ path: 'report.pdf' }, { bytes: picture, fileName: 'chart.png' }] });
 */
export type Attachment = Named &
  (
    | { path: string; bytes?: never; base64?: never }
    | { bytes: Uint8Array | ArrayBuffer | Blob; path?: never; base64?: never }
    | { base64: string; path?: never; bytes?: never }
  );
