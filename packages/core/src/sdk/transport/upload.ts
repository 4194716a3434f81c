/** The trace or span that an attachment belongs to. */
export interface AttachmentOwner {
  entityType: 'trace' | 'span';
  entityId: string;
  projectName: string | undefined;
}

/** An attachment that is ready to be sent, with its name, type and size. A local file is read in parts. */
export interface Upload extends AttachmentOwner {
  fileName: string;
  contentType: string;
  /** Size in bytes. */
  size: number;
  /** Reads the bytes from one position up to before another. Rejects if the file cannot be read any more. */
  read: (from: number, to: number) => Promise<Uint8Array>;
}
