/** The trace or span that an attachment belongs to. */
export interface AttachmentOwner {
  entityType: 'trace' | 'span';
  entityId: string;
  projectName: string | undefined;
}

/** An attachment that is ready to be sent, with its bytes, name and type. */
export interface Upload extends AttachmentOwner {
  fileName: string;
  contentType: string;
  bytes: Uint8Array;
}
