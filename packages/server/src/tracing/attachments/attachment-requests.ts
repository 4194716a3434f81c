import { z } from 'zod';
import { PageQuery } from '../../platform/validation/page.ts';
import { QueryNumber } from '../../platform/validation/query-values.ts';

const FileName = z.string().min(1, 'a file needs a name').max(1_000);
export const About = z.object({ entity_type: z.enum(['trace', 'span']), entity_id: z.string() });
export const StartRequest = About.extend({
  file_name: FileName,
  num_of_file_parts: z.number().int().min(1).max(10_000),
  mime_type: z.string().nullish(),
  project_name: z.string().nullish(),
  path: z.string(),
});
export const CompleteRequest = About.extend({
  file_name: FileName,
  file_size: z.number().int().min(0),
  upload_id: z.string(),
  uploaded_file_parts: z
    .array(z.object({ e_tag: z.string(), part_number: z.number().int().min(1).max(10_000) }))
    .max(10_000),
});
export const ListRequest = About.extend(PageQuery.shape).extend({
  size: QueryNumber.int().min(1).max(1_000).default(100),
  project_id: z.string(),
  path: z.string(),
});
export const DownloadRequest = About.extend({ container_id: z.string(), file_name: FileName });
export const DeleteRequest = About.extend({
  file_names: z.array(FileName).min(1).max(1_000).optional(),
  // The typed clients send the shape of upload-complete.
  file_name: FileName.optional(),
});
export const UploadRequest = About.extend({
  file_name: FileName,
  mime_type: z.string().optional(),
  project_name: z.string().optional(),
});
export const PartRequest = z.object({
  upload_id: z.string(),
  part_number: QueryNumber.int().min(1).max(10_000),
  signature: z.string(),
  workspace: z.string(),
});
