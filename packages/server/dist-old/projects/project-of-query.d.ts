import { z } from 'zod';
import type { Principal } from '../auth/principal.ts';
import type { Projects } from './projects.ts';
/** How a request names the project that it asks about. */
export declare const ProjectQuery: z.ZodObject<{
    project_id: z.ZodOptional<z.ZodString>;
    project_name: z.ZodOptional<z.ZodString>;
}, z.core.$strip>;
export type ProjectQuery = z.infer<typeof ProjectQuery>;
/**
 * The id of the project that a request asks about.
 *
 * @throws {ApiError} 400 where it names none, 404 where there is no such project
 */
export declare function projectIdOf(projects: Projects, principal: Principal, query: ProjectQuery): Promise<string>;
//# sourceMappingURL=project-of-query.d.ts.map