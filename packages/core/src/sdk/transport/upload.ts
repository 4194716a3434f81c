/** What an attachment belongs to. */
export interface AttachmentOwner {
  entityType: 'trace' | 'span';
  entityId: string;
  projectName: string | undefined;
}

/** An attachment that is ready to be sent. */
export interface Upload extends AttachmentOwner {
  fileName: string;
  contentType: string;
  bytes: Uint8Array;
}
