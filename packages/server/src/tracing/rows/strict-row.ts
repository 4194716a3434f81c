import type { FeedbackScore } from '@vitrine/core/model';
import type { AnswerForm, Column } from '../../storage/tables/column.ts';
import { SPAN_COLUMNS, TRACE_COLUMNS } from '../../storage/tables/rows.ts';

/**
 * Converts a trace, span or thread to the form that the clients' stream readers accept. The readers silently drop a row
 * if one value has another form. So a body that is a number, a boolean, or a list with elements other than objects
 * becomes JSON text, and values that cannot be converted are left out.
 */
export function strictRow(row: object): Record<string, unknown> {
  const strict: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    if (value === null || value === undefined) continue;
    const form = FORMS[name];
    const accepted = form ? form(value) : value;
    if (accepted !== undefined) strict[name] = accepted;
  }
  return strict;
}

type Form = (value: unknown) => unknown;

/** Returns the conversion of a column's values. */
function formOf({ answer, values }: Column): Form | undefined {
  if (values) return oneOf(...values);
  return answer && ANSWERS[answer];
}

const ANSWERS: Partial<Record<AnswerForm, Form>> = {
  json: body,
  error: errorInfo,
  counts,
  number: finite,
  list: (value) => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined),
};

/** Conversions by field name, for columns and for fields that are made from other rows. */
const FORMS: Record<string, Form | undefined> = {
  ...Object.fromEntries(
    Object.entries({ ...TRACE_COLUMNS, ...SPAN_COLUMNS }).map(([name, column]) => [name, formOf(column)]),
  ),
  first_message: body,
  last_message: body,
  feedback_scores: scores,
  span_feedback_scores: scores,
  status: oneOf('active', 'inactive'),
};

function body(value: unknown): unknown {
  if (typeof value === 'string') return value;
  if (isObject(value)) return value;
  return Array.isArray(value) && value.every(isObject) ? value : JSON.stringify(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function errorInfo(value: unknown): unknown {
  if (!isObject(value)) return undefined;
  const { exception_type, message, traceback } = value;
  return {
    exception_type: typeof exception_type === 'string' ? exception_type : 'Error',
    ...(typeof message === 'string' && { message }),
    traceback: typeof traceback === 'string' ? traceback : '',
  };
}

const SCORE_SOURCES: ReadonlySet<unknown> = new Set(['ui', 'sdk', 'online_scoring']);

function scores(value: unknown): unknown {
  if (!Array.isArray(value)) return undefined;
  return (value as Partial<FeedbackScore>[]).flatMap((score) => {
    if (typeof score.name !== 'string' || !Number.isFinite(score.value)) return [];
    const { category_name, reason, source, ...rest } = score;
    return {
      ...rest,
      ...(typeof category_name === 'string' && { category_name }),
      ...(typeof reason === 'string' && { reason }),
      source: SCORE_SOURCES.has(source) ? source : 'sdk',
    };
  });
}

function counts(value: unknown): unknown {
  if (!isObject(value)) return undefined;
  return Object.fromEntries(Object.entries(value).filter(([, count]) => Number.isFinite(count)));
}

function finite(value: unknown): unknown {
  return Number.isFinite(value) ? value : undefined;
}

function oneOf(...values: string[]): Form {
  return (value) => (values.includes(value as string) ? value : undefined);
}
