import { z } from 'zod';

/** A comment on a trace, span or thread, as clients write it. */
export const CommentWrite = z.object({ text: z.string().trim().min(1, 'a comment needs a text').max(50_000) });
export type CommentWrite = z.infer<typeof CommentWrite>;

/** A comment as clients read it. */
export interface Comment {
  id: string;
  text: string;
  created_at: string;
  created_by: string;
  last_updated_at: string;
  last_updated_by: string;
}
