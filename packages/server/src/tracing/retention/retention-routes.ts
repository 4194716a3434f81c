import { Router } from 'express';
import { principalOf } from '../../platform/auth/authenticate.ts';
import { parse } from '../../platform/validation/parse.ts';
import { projectIdOf } from '../project-registry/project-of-query.ts';
import { RetentionRule } from './retention-rules.ts';
import type { Projects } from '../project-registry/projects.ts';
import type { Retention } from './retention.ts';

const SetRule = RetentionRule.extend({ days: RetentionRule.shape.days.nullable() });

/** `view/retention`: how long traces are kept, and what was dropped. */
export function retentionRoutes({ retention, projects }: { retention: Retention; projects: Projects }): Router {
  const router = Router();

  router.get('/', async (request, response) => {
    response.json(await retention.view(principalOf(request)));
  });

  router.put('/', async (request, response) => {
    const principal = principalOf(request);
    const { project_id, days } = parse(SetRule, request.body);
    const project = project_id ? await projectIdOf(projects, principal, { project_id }) : null;
    await retention.rules.set(principal, project, days);
    void retention.apply(true);
    response.json(await retention.view(principal));
  });

  return router;
}
