import type {
  Body,
  ErrorInfo,
  FeedbackView,
  Json,
  ProjectsView,
  SeriesView,
  ThreadView,
  TraceRow,
  TracesView,
  TraceView,
} from '@vitrine/core/model';
import type { Fields } from '../../platform/auth/fields.ts';
import { isTouched, REDACTED, redacted, type Owner } from './redact.ts';
import {
  FEEDBACK_VIEW,
  PROJECT_ROW,
  SERIES_LINE,
  SERIES_VIEW,
  shownFields,
  SPAN_BODY,
  SPAN_ROW,
  THREAD_VIEW,
  TRACE_BODY,
  TRACE_ROW,
  TRACE_VIEW,
  TRACES_VIEW,
  TURN,
  WHOLE_TRACE,
  type FieldTable,
} from './view-fields.ts';
import { metadataWithoutPrompts, withoutPrompts } from './without-prompts.ts';

/** Key of a body's owner. JSON leaves it out, because it is a symbol. */
export const OWNER = Symbol('owner');

/** A body with its owner, on which it depends what is shown. */
export type OwnedBody = Body & { [OWNER]: Exclude<Owner, 'spans'> };

type ErrorSummary = Pick<ErrorInfo, 'exception_type' | 'message'>;

export function showProjects({ projects }: ProjectsView, { show }: Fields): ProjectsView {
  return { projects: projects.map((project) => shownFields(project, PROJECT_ROW, show)) };
}

export function showTraces({ traces, ...view }: TracesView, fields: Fields): TracesView {
  return {
    ...shownFields(view, TRACES_VIEW, fields.show),
    traces: traces.map((trace) => shownTrace(trace, TRACE_ROW, fields)),
  };
}

export function showTrace({ trace, spans, ...view }: TraceView, fields: Fields): TraceView {
  const { show, redact } = fields;
  return {
    ...shownFields(view, TRACE_VIEW, show),
    trace: shownTrace(trace, WHOLE_TRACE, fields),
    spans: spans.map((span) => ({
      ...shownFields(span, SPAN_ROW, show),
      name: redacted(redact, `spans:${span.kind}`, 'name', span.name) as string,
    })),
  };
}

/** The previews are those of what the caller sees of input and output, unless a rule touches these. */
function shownTrace<Row extends TraceRow>(trace: Row, table: FieldTable<Row>, { show, redact }: Fields): Row {
  const shown = shownFields(trace, table, show);
  const preview = (side: 'input' | 'output'): string =>
    show.has('conversation') && isTouched(redact, 'trace', side) ? REDACTED : shown[`${side}_preview`];
  return {
    ...shown,
    name: redacted(redact, 'trace', 'name', trace.name) as string,
    ...(show.has('metadata') && { tags: shownTags(trace.tags, 'trace', redact) }),
    ...(show.has('errors') && { error_info: shownError(trace.error_info, 'trace', redact) }),
    input_preview: preview('input'),
    output_preview: preview('output'),
  };
}

/** Restored files are left to the handler, because restoring them depends on what is shown. */
export function showBodies({ bodies }: { bodies: OwnedBody[] }, fields: Fields): { bodies: Body[] } {
  return { bodies: bodies.map((body) => shownBody(body, fields)) };
}

function shownBody(body: OwnedBody, { show, redact }: Fields): Body {
  const owner = body[OWNER];
  const shown = shownFields<Body>(body, owner === 'trace' ? TRACE_BODY : SPAN_BODY, show);
  const json = (field: 'input' | 'output' | 'metadata'): Json => {
    const value = body[field];
    const safe = redacted(redact, owner, field, value);
    if (show.has('prompts')) return safe;
    return field === 'metadata' ? metadataWithoutPrompts(value, safe) : withoutPrompts(value, field, safe);
  };
  const error = shownError(body.error_info, owner, redact);
  return {
    ...shown,
    ...(show.has(owner === 'trace' ? 'conversation' : 'steps') && { input: json('input'), output: json('output') }),
    ...(show.has('metadata') && { metadata: json('metadata'), tags: shownTags(body.tags, owner, redact) }),
    ...(show.has('errors') && { error_info: error && { ...error, traceback: '' } }),
  };
}

/** The messages are those of what the caller sees of input and output, unless a rule touches these. */
export function showThread({ turns, ...view }: ThreadView, { show, redact }: Fields): ThreadView {
  return {
    ...shownFields(view, THREAD_VIEW, show),
    turns: turns.map((turn) => {
      const shown = shownFields(turn, TURN, show);
      const message = (side: 'input' | 'output'): string =>
        show.has('conversation') && isTouched(redact, 'trace', side) ? REDACTED : shown[side];
      return {
        ...shown,
        name: redacted(redact, 'trace', 'name', turn.name) as string,
        input: message('input'),
        output: message('output'),
        ...(show.has('errors') && { error_info: shownError(turn.error_info, 'trace', redact) }),
      };
    }),
  };
}

export function showSeries({ lines, ...view }: SeriesView, { show }: Fields): SeriesView {
  return {
    ...shownFields(view, SERIES_VIEW, show),
    lines: lines.map((line) => shownFields(line, SERIES_LINE, show)),
  };
}

export function showFeedback(view: FeedbackView, { show }: Fields): FeedbackView {
  return shownFields(view, FEEDBACK_VIEW, show);
}

function shownTags(tags: string[], owner: Owner, rules: Fields['redact']): string[] {
  const shown = redacted(rules, owner, 'tags', tags);
  return Array.isArray(shown) ? (shown as string[]) : [REDACTED];
}

/** Returns class and message of an error, never its stack. If any rule touches the error, its message is redacted. */
function shownError(error: ErrorSummary | null, owner: Owner, rules: Fields['redact']): ErrorSummary | null {
  if (error === null) return null;
  const { exception_type, message = null } = error;
  if (!isTouched(rules, owner, 'error_info')) return { exception_type, message };
  const shown = redacted(rules, owner, 'error_info', { exception_type, message });
  const isWhole = typeof shown === 'string';
  return {
    exception_type: isWhole ? REDACTED : (shown as { exception_type: string }).exception_type,
    message: REDACTED,
  };
}
