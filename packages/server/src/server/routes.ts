import { openApiRoute } from '../openapi/openapi-route.ts';
import { showFeedback } from '../monitoring/fields/show-view.ts';
import { feedbackRoutes } from '../monitoring/view/feedback-routes.ts';
import { viewRoutes } from '../monitoring/view/view-routes.ts';
import type { Route } from '../platform/http/route.ts';
import { embedRoutes } from '../monitoring/embed/embed-routes.ts';
import { accessRoutes } from '../platform/access/access-routes.ts';
import { opikAuthRoutes } from '../platform/access/opik-auth-routes.ts';
import { workspaceRoutes } from '../platform/workspaces/workspace-routes.ts';
import { attachmentRoutes } from '../tracing/attachments/attachment-routes.ts';
import { commentRoutes } from '../tracing/comments/comment-routes.ts';
import { environmentRoutes } from '../tracing/environments/environment-routes.ts';
import { feedbackDefinitionRoutes } from '../tracing/feedback-definitions/feedback-definition-routes.ts';
import { otlpRoutes, otlpSignalRoutes } from '../tracing/otlp/otlp-routes.ts';
import { priceRoutes } from '../tracing/pricing/price-routes.ts';
import { projectRoutes } from '../tracing/projects/project-routes.ts';
import { redirectRoutes } from '../tracing/redirects/redirect-routes.ts';
import { retentionRoutes } from '../tracing/retention/retention-routes.ts';
import { scoreRoutes } from '../tracing/scores/score-routes.ts';
import { spanRoutes } from '../tracing/spans/span-routes.ts';
import { threadRoutes } from '../tracing/threads/thread-routes.ts';
import { traceRoutes } from '../tracing/traces/trace-routes.ts';
import type { Resources } from './resources.ts';
import { systemRoutes } from './system-routes.ts';

/** Returns all routes. The router, the API document and the table of actions are derived from them. */
export function allRoutes(resources: Resources): Route[] {
  const routes: Route[] = [
    ...systemRoutes(resources),
    openApiRoute(() => routes),
    ...otlpRoutes(resources),
    ...otlpSignalRoutes(),
    ...traceRoutes(resources),
    ...scoreRoutes(resources, 'trace'),
    ...commentRoutes(resources, 'trace'),
    ...spanRoutes(resources),
    ...scoreRoutes(resources, 'span'),
    ...commentRoutes(resources, 'span'),
    ...threadRoutes(resources),
    ...commentRoutes(resources, 'thread'),
    ...attachmentRoutes(resources),
    ...projectRoutes(resources),
    ...environmentRoutes(resources),
    ...feedbackDefinitionRoutes(resources),
    ...workspaceRoutes(resources),
    ...redirectRoutes(),
    ...viewRoutes(resources),
    ...feedbackRoutes(resources).map((each) => ({ ...each, shows: showFeedback })),
    ...priceRoutes(resources),
    ...retentionRoutes(resources),
    ...opikAuthRoutes(),
    ...accessRoutes({
      ...resources,
      projectId: (principal, name) => resources.projects.idOf(principal, name),
    }),
    ...embedRoutes(resources),
  ];
  return routes;
}
