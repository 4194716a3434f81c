import {
  EnvironmentWrite,
  FeedbackDefinitionWrite,
  FeedbackScoreWrite,
  ProjectWrite,
  SpanUpdate,
  SpanWrite,
  TraceUpdate,
  TraceWrite,
} from '@vitrine/core/model';
import { z } from 'zod';
import {
  CompleteRequest,
  DeleteRequest,
  DownloadRequest,
  ListRequest,
  PartRequest,
  StartRequest,
  UploadRequest,
} from '../tracing/attachments/attachment-requests.ts';
import { PageQuery } from '../platform/validation/pages.ts';
import { RetentionRule } from '../tracing/retention/retention-rules.ts';
import { SeriesRequest } from '../monitoring/view/series-view.ts';
import { WorkspaceConfiguration } from '../platform/workspaces/workspace-configuration.ts';
import {
  AttachmentAnswer,
  EnvironmentAnswer,
  FeedbackDefinitionAnswer,
  pageAnswer,
  ProjectAnswer,
  ScoreNamesAnswer,
  SpanAnswer,
  StartedUpload,
  TraceAnswer,
} from './answers.ts';
import { under, type Operation, type Operations } from './operation.ts';
import { comments, CREATED, Ids, InProject, json, Named, scores, ThreadKey, written } from './shared-operations.ts';
import { THREAD_OPERATIONS } from './thread-operations.ts';

/** What the document says of every route below `api/`. */
export const OPERATIONS: Operations = {
  'GET /api/is-alive/ping': { summary: 'Whether the process lives', answer: json() },
  'GET /api/is-alive/ver': { summary: 'The version of the server', answer: json() },
  'GET /api/health': { summary: 'The state of the storage; 503 where it is not ready', answer: json() },
  'GET /api/metrics': { summary: 'Figures for Prometheus', answer: { status: 200, type: 'text/plain' } },
  'GET /api/openapi.json': { summary: 'This document', answer: json() },
  'POST /api/v1/private/otel/v1/traces': { summary: 'Take an OTLP export of spans', body: 'otlp', answer: json() },

  ...under('/api/v1/private/projects', {
    'POST /retrieve': {
      summary: 'Find a project by its name',
      body: z.object({ name: z.string() }),
      answer: json(ProjectAnswer),
    },
    'GET /': { summary: 'A page of projects', query: Named, answer: json(pageAnswer(ProjectAnswer)) },
    'GET /stats': { summary: 'What the projects of a page add up to', query: Named, answer: json() },
    'GET /feedback-scores/names': {
      summary: 'The names of the scores of the traces of projects',
      query: z.object({ project_ids: z.string().optional() }),
      answer: json(ScoreNamesAnswer),
    },
    'POST /': { summary: 'Create a project', body: ProjectWrite, answer: CREATED },
    'POST /delete': { summary: 'Delete projects with all that they hold', body: Ids },
    'GET /:id': { summary: 'Read a project', answer: json(ProjectAnswer) },
    'GET /:id/token-usage/names': {
      summary: 'The names of the token counts in a project',
      answer: json(z.object({ names: z.array(z.string()) })),
    },
    'PATCH /:id': { summary: 'Change a project', body: ProjectWrite.partial() },
    'DELETE /:id': { summary: 'Delete a project with all that it holds' },
  }),

  ...under('/api/v1/private/traces', {
    ...written('trace', TraceWrite, TraceUpdate, TraceAnswer),
    ...scores('trace'),
    ...comments('trace'),
    'POST /delete': { summary: 'Delete traces with all that belongs to them', body: Ids },
    'DELETE /:id': { summary: 'Delete a trace with all that belongs to it' },
  }),

  ...under('/api/v1/private/spans', {
    ...written('span', SpanWrite, SpanUpdate, SpanAnswer),
    ...scores('span'),
    ...comments('span'),
    'DELETE /:id': { summary: 'Not possible: delete the trace', answer: { status: 501, description: 'Not possible' } },
  }),

  ...THREAD_OPERATIONS,

  ...under('/api/v1/private/environments', {
    'GET /': { summary: 'All environments', answer: json(pageAnswer(EnvironmentAnswer)) },
    'POST /': { summary: 'Create an environment', body: EnvironmentWrite, answer: CREATED },
    'POST /delete': { summary: 'Delete environments', body: Ids },
    'GET /:id': { summary: 'Read an environment', answer: json(EnvironmentAnswer) },
    'PATCH /:id': { summary: 'Change an environment', body: EnvironmentWrite.partial() },
  }),

  ...under('/api/v1/private/feedback-definitions', {
    'GET /': {
      summary: 'A page of feedback definitions',
      query: PageQuery.extend({ name: z.string().optional(), type: z.string().optional() }),
      answer: json(pageAnswer(FeedbackDefinitionAnswer)),
    },
    'POST /': { summary: 'Create a feedback definition', body: FeedbackDefinitionWrite, answer: CREATED },
    'POST /delete': { summary: 'Delete feedback definitions', body: Ids },
    'GET /:id': { summary: 'Read a feedback definition', answer: json(FeedbackDefinitionAnswer) },
    'PUT /:id': { summary: 'Replace a feedback definition', body: FeedbackDefinitionWrite },
    'DELETE /:id': { summary: 'Delete a feedback definition' },
  }),

  ...under('/api/v1/private/attachment', {
    'POST /upload-start': { summary: 'Begin to upload a file', body: StartRequest, answer: json(StartedUpload) },
    'PUT /upload': { summary: 'Upload a file whole', query: UploadRequest, body: 'file' },
    'PUT /upload-part': {
      summary: 'Upload a part of a file, to a URL of upload-start',
      query: PartRequest,
      body: 'file',
      answer: { status: 200, description: 'Its ETag is what upload-complete takes' },
    },
    'POST /upload-complete': { summary: 'Make a file of its parts', body: CompleteRequest },
    'GET /list': {
      summary: 'The files of a trace or span',
      query: ListRequest,
      answer: json(pageAnswer(AttachmentAnswer)),
    },
    'GET /download': {
      summary: 'A file, or a range of it',
      query: DownloadRequest,
      answer: { status: 200, type: '*/*', description: 'The bytes; 206 for a range' },
    },
    'POST /delete': { summary: 'Delete files of a trace or span', body: DeleteRequest },
  }),

  ...under('/api/v1/private/workspaces/configurations', {
    'GET /': { summary: 'What is set for the workspace', answer: json(WorkspaceConfiguration) },
    'PUT /': {
      summary: 'Set it',
      body: WorkspaceConfiguration,
      answer: json(WorkspaceConfiguration),
    },
    'DELETE /': { summary: 'Go back to the defaults' },
  }),

  ...under('/api/v1/session/redirect', {
    'GET /projects': redirect('trace_id'),
    'GET /experiments': redirect('experiment_id'),
    'GET /datasets': redirect('dataset_id'),
    'GET /optimizations': redirect('optimization_id'),
  }),

  ...under('/api/v1/view', {
    'GET /projects': { summary: 'Screen: all projects, with their last 30 days', answer: json() },
    'GET /traces': {
      summary: 'Screen: a list of traces, the newest first',
      query: z.object({ ...InProject, cursor: z.string().optional(), limit: z.string().optional() }),
      answer: json(),
    },
    'GET /traces/:id': { summary: 'Screen: a trace and the shape of its spans, without bodies', answer: json() },
    'POST /traces/:id/bodies': { summary: 'Screen: the bodies of some spans', body: Ids, answer: json() },
    'GET /series': { summary: 'Screen: a chart over time', query: SeriesRequest, answer: json() },
    'GET /thread': { summary: 'Screen: a conversation', query: ThreadKey, answer: json() },
    'GET /ingest': { summary: 'What came in and what became of it', answer: json() },
    'GET /feedback': { summary: "The caller's own score", query: z.looseObject({ name: z.string() }), answer: json() },
    'PUT /feedback': { summary: "Write the caller's own score", body: FeedbackScoreWrite.loose(), answer: json() },
    'DELETE /feedback': {
      summary: "Take the caller's own score back",
      query: z.looseObject({ name: z.string() }),
      answer: json(),
    },
    'GET /prices': { summary: 'The prices of this server’s own', answer: json() },
    'PUT /prices': { summary: 'Add or replace a price', body: z.looseObject({ model: z.string() }), answer: json() },
    'POST /prices/reprice': { summary: 'Price stored spans again', body: z.looseObject({}), answer: json() },
    'DELETE /prices/:id': { summary: 'Take a price away' },
    'GET /retention': { summary: 'How long traces are kept, and what was dropped', answer: json() },
    'PUT /retention': { summary: 'Set how long traces are kept', body: RetentionRule, answer: json() },
  }),
};

function redirect(id: string): Operation {
  return {
    summary: 'A link that an SDK prints: leads to the admin page',
    query: z.object({ [id]: z.string(), path: z.string().optional() }),
    answer: { status: 303, description: 'Location is the page' },
  };
}
