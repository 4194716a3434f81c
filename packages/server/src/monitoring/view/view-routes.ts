import { z } from 'zod';
import type { Accounting } from '../../platform/accounting/accounting.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { json } from '../../platform/http/answer.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { IdList, pathId } from '../../platform/validation/ids.ts';
import { QueryNumber } from '../../platform/validation/query-values.ts';
import type { Database } from '../../storage/database/database.ts';
import type { ListSpanCache } from '../../storage/time-bounds/list-span-cache.ts';
import type { Attachments } from '../../tracing/attachments/attachments.ts';
import type { StatisticsRefresher } from '../../tracing/ingest/statistics-refresher.ts';
import { ProjectQuery, projectIdOf } from '../../tracing/project-registry/project-query.ts';
import type { Projects } from '../../tracing/project-registry/projects.ts';
import type { ProjectActivity } from '../../tracing/projects/project-activity.ts';
import { NarrowingQuery } from '../../tracing/query/list-request.ts';
import { parseFilters } from '../../tracing/query/parse-filters.ts';
import type { Scores } from '../../tracing/scores/scores.ts';
import type { Conversations, ShownBody } from '../../tracing/threads/conversations.ts';
import { filterFields, searchLimits, seriesMetrics } from '../fields/query-fields.ts';
import { showBodies, showProjects, showSeries, showThread, showTrace, showTraces } from '../fields/show-view.ts';
import { withoutPrompts } from '../fields/without-prompts.ts';
import { bodiesView } from './bodies-view.ts';
import { projectsView } from './projects-view.ts';
import { METRICS, parseMetric, SeriesRequest, seriesView } from './series-view.ts';
import { traceView } from './trace-view.ts';
import { tracesView } from './traces-view.ts';

const TracesQuery = ProjectQuery.extend(NarrowingQuery.shape).extend({
  cursor: z.string().optional(),
  thread_id: z.string().optional(),
  limit: QueryNumber.int().min(1).max(100).default(25),
});
const ThreadQuery = ProjectQuery.extend({ thread_id: z.string().min(1) });
const Bodies = z.object({ ids: IdList.max(100) });

/** Dependencies of the screens. */
interface Parts {
  accounting: Accounting;
  activity: ProjectActivity;
  attachments: Attachments;
  database: Database;
  listSpans: ListSpanCache;
  projects: Projects;
  scores: Scores;
  statistics: StatisticsRefresher;
  conversations: Conversations;
}

/** The view API. Each response contains what one screen needs. The types are in `@vitrine/core/model`. */
export function viewRoutes(parts: Parts): Route[] {
  const { accounting, projects, conversations } = parts;
  return [
    route(
      {
        name: 'viewProjects',
        method: 'GET',
        path: '/api/v1/view/projects',
        summary: 'Screen: all projects, with their last 30 days',
        action: 'projects:read',
        answer: json(),
        shows: showProjects,
      },
      ({ principal }) => projectsView(parts, principal),
    ),
    route(
      {
        name: 'viewTraces',
        method: 'GET',
        path: '/api/v1/view/traces',
        summary: 'Screen: a list of traces, newest first',
        action: 'traces:read',
        query: TracesQuery,
        answer: json(),
        shows: showTraces,
      },
      async (context) => {
        const { principal, query } = context;
        const projectId = await projectIdOf(projects, principal, query);
        const filter = parseFilters('traces', query.filters, filterFields('traces', principal.fields));
        const limits = searchLimits('traces', query.search, principal.fields);
        return tracesView(parts, principal, { ...query, filter, searchLimits: limits, projectId }, context.signal);
      },
    ),
    route(
      {
        name: 'viewTrace',
        method: 'GET',
        path: '/api/v1/view/traces/:id',
        summary: 'Screen: a trace and its spans, without bodies',
        action: 'traces:read',
        answer: json(),
        shows: showTrace,
      },
      async ({ principal, params }) => {
        const id = pathId(params['id']);
        const view = await traceView(parts, principal, id);
        if (!view) throw new VitrineError('not_found', `there is no trace ${id}`);
        return view;
      },
    ),
    route(
      {
        name: 'viewBodies',
        method: 'POST',
        path: '/api/v1/view/traces/:id/bodies',
        summary: 'Screen: the bodies of some spans',
        action: 'traces:read',
        body: Bodies,
        maxBodyBytes: 256 * 2 ** 10,
        answer: json(),
        shows: showBodies,
      },
      ({ principal, params, body: { ids } }) => bodiesView(parts, principal, pathId(params['id']), ids),
    ),
    route(
      {
        name: 'viewSeries',
        method: 'GET',
        path: '/api/v1/view/series',
        summary: 'Screen: a chart over time',
        action: 'series:read',
        query: SeriesRequest,
        answer: json(),
        shows: showSeries,
      },
      async (context) => {
        const { principal, query } = context;
        const projectId = await projectIdOf(projects, principal, query);
        const metric = parseMetric(query.metric, seriesMetrics(METRICS, principal.fields));
        const { table } = METRICS[metric];
        const filter = parseFilters(table, query.filters, filterFields(table, principal.fields));
        const limits = searchLimits(table, query.search, principal.fields);
        return seriesView(
          parts,
          principal,
          { ...query, metric, filter, searchLimits: limits, projectId },
          context.signal,
        );
      },
    ),
    route(
      {
        name: 'viewThread',
        method: 'GET',
        path: '/api/v1/view/thread',
        summary: 'Screen: a conversation',
        action: 'threads:read',
        query: ThreadQuery,
        answer: json(),
        shows: showThread,
      },
      async ({ principal, query }) => {
        const project = await projects.get(principal, await projectIdOf(projects, principal, query));
        const view = project && (await conversations.get(principal, project, query.thread_id, shownBodies(principal)));
        if (!view) throw new VitrineError('not_found', `there is no thread "${query.thread_id}" in that project`);
        return view;
      },
    ),
    route(
      {
        name: 'viewIngest',
        method: 'GET',
        path: '/api/v1/view/ingest',
        summary: 'Counts of received, committed and refused writes',
        action: 'ingest:read',
        answer: json(),
      },
      () => accounting.view(),
    ),
  ];
}

/** Returns how bodies are changed before a message is looked for in them; undefined if the caller sees all of them. */
function shownBodies({ fields }: Principal): ShownBody | undefined {
  return !fields || fields.show.has('prompts') ? undefined : withoutPrompts;
}
