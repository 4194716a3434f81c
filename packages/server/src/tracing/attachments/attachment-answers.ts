import { z } from 'zod';

/** A file of a trace or span. */
export const AttachmentAnswer = z.object({
  file_name: z.string(),
  file_size: z.number(),
  mime_type: z.string(),
  link: z.string(),
});

/** Where the parts of a file are sent to. */
export const StartedUpload = z.object({ upload_id: z.string(), pre_sign_urls: z.array(z.string()) });
