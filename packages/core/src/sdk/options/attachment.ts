/** Options of all attachments. */
interface Named {
  /** Name of the attachment. Default for a local file: its own name. */
  fileName?: string | undefined;
  /** MIME type. Default: the type of the name's extension, else `application/octet-stream`. */
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
