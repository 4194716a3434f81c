import { z } from 'zod';

/** A comment on a trace, span or thread, as it is written. */
export const CommentWrite = z.object({ text: z.string().trim().min(1, 'a comment needs a text').max(50_000) });
export type CommentWrite = z.infer<typeof CommentWrite>;

/** A comment as it is read. */
export interface Comment {
  id: string;
  text: string;
  created_at: string;
  created_by: string;
  last_updated_at: string;
  last_updated_by: string;
}
