import type { ProjectsView } from '@vitrine/core/model';
import type { Principal } from '../auth/principal.ts';
import type { Resources } from '../resources.ts';
/** All projects, with what happened in the last 30 days; the busiest of late first. */
export declare function projectsView({ activity, projects }: Resources, principal: Principal): Promise<ProjectsView>;
//# sourceMappingURL=projects-view.d.ts.map