import type { FeedbackScore } from '@vitrine/core/model';

/**
 * A trace, span or thread in the form that the clients' stream readers accept. They drop a row, silently, for one value of
 * another form: so a body that is a number, a boolean or a list of anything but objects is its JSON text here, and what
 * has no form that they accept is left out.
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

const FORMS: Record<string, Form | undefined> = {
  input: body,
  output: body,
  metadata: body,
  first_message: body,
  last_message: body,
  error_info: errorInfo,
  feedback_scores: scores,
  span_feedback_scores: scores,
  usage: counts,
  tags: (value) => (Array.isArray(value) ? value.filter((tag) => typeof tag === 'string') : undefined),
  duration: finite,
  ttft: finite,
  total_estimated_cost: finite,
  type: oneOf('general', 'tool', 'llm', 'guardrail'),
  source: oneOf('sdk', 'experiment', 'playground', 'optimization'),
  visibility_mode: oneOf('default', 'hidden'),
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
