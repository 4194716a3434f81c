import { z } from 'zod';

/** A project as clients write it. */
export const ProjectWrite = z.object({
  name: z.string().trim().min(1, 'a project needs a name').max(150),
  description: z.string().max(255).nullish(),
  visibility: z.enum(['private', 'public']).nullish(),
});
export type ProjectWrite = z.infer<typeof ProjectWrite>;

/** A project as clients read it. */
export interface Project {
  id: string;
  name: string;
  description: string | null;
  visibility: 'private' | 'public';
  created_at: string;
  created_by: string;
  last_updated_at: string;
  last_updated_by: string;
}
