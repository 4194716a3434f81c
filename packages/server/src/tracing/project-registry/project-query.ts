import { z } from 'zod';
import type { Principal } from '../../platform/auth/principal.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import type { Projects } from './projects.ts';

/** Query parameters that name a project. */
export const ProjectQuery = z.object({ project_id: z.string().optional(), project_name: z.string().optional() });
export type ProjectQuery = z.infer<typeof ProjectQuery>;

/**
 * Returns the id of the project that a request names.
 *
 * @throws {VitrineError} `malformed` if it names none, `not_found` if there is no such project
 */
export async function projectIdOf(projects: Projects, principal: Principal, query: ProjectQuery): Promise<string> {
  if (query.project_id) {
    const project = await projects.get(principal, query.project_id.toLowerCase());
    if (!project) throw new VitrineError('not_found', `there is no project ${query.project_id}`);
    return project.id;
  }
  if (!query.project_name) throw new VitrineError('malformed', 'name the project, by project_id or project_name');
  const project = await projects.byName(principal, query.project_name);
  if (!project) throw new VitrineError('not_found', `there is no project "${query.project_name}"`);
  return project.id;
}
