import { z } from 'zod';

/** File of a trace or span. */
export const AttachmentAnswer = z.object({
  file_name: z.string(),
  file_size: z.number(),
  mime_type: z.string(),
  link: z.string(),
});

/** Answer to the start of an upload: the URLs for its parts. */
export const StartedUpload = z.object({ upload_id: z.string(), pre_sign_urls: z.array(z.string()) });
