import { json } from '../../platform/http/answer.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { projectIdOf } from '../project-registry/project-query.ts';
import type { Projects } from '../project-registry/projects.ts';
import { RetentionRule } from './retention-rules.ts';
import type { Retention } from './retention.ts';

const PATH = '/api/v1/view/retention';
const SetRule = RetentionRule.extend({ days: RetentionRule.shape.days.nullable() });

/** Routes of `view/retention`: how long traces are kept, and what was dropped. */
export function retentionRoutes({ retention, projects }: { retention: Retention; projects: Projects }): Route[] {
  return [
    route(
      {
        name: 'getRetention',
        method: 'GET',
        path: PATH,
        summary: 'How long traces are kept, and what was dropped',
        action: 'retention:read',
        answer: json(),
      },
      ({ principal }) => retention.view(principal),
    ),
    route(
      {
        name: 'setRetention',
        method: 'PUT',
        path: PATH,
        summary: 'Set how long traces are kept',
        action: 'retention:write',
        body: SetRule,
        answer: json(),
      },
      async ({ principal, body: { project_id, days } }) => {
        const project = project_id ? await projectIdOf(projects, principal, { project_id }) : null;
        await retention.rules.set(principal, project, days);
        void retention.apply(true);
        return retention.view(principal);
      },
    ),
  ];
}
