import type { Json } from '../model/json.ts';
import { type AttributeReader, isRecord } from './attribute-reader.ts';
import type { OtelEvent } from './otel-span.ts';

/** Result of an evaluation of a span. At least the value or the label is present. */
export interface Evaluation {
  name: string;
  value?: number;
  label?: string;
  explanation?: string;
}

/** Event of the GenAI conventions with one result. */
const RESULT_EVENT = 'gen_ai.evaluation.result';
/** Lists of OpenInference, spread over attributes, each with the name that wraps an element. */
const LISTS = [
  ['evaluations', 'evaluation'],
  ['annotations', 'annotation'],
] as const;

function evaluation(
  name: Json | undefined,
  value: Json | undefined,
  label: Json | undefined,
  explanation: Json | undefined,
) {
  if (typeof name !== 'string' || name === '') return [];
  const result: Evaluation = {
    name,
    ...(typeof value === 'number' && { value }),
    ...(typeof label === 'string' && label !== '' && { label }),
    ...(typeof explanation === 'string' && explanation !== '' && { explanation }),
  };
  return result.value === undefined && result.label === undefined ? [] : [result];
}

/** Returns the results of evaluations that a span contains. Their events and attributes stay in the metadata. */
export function evaluationsOf(reader: AttributeReader, events: readonly OtelEvent[]): Evaluation[] {
  const fromEvents = events
    .filter(({ name }) => name === RESULT_EVENT)
    .flatMap(({ attributes: of }) =>
      evaluation(
        of['gen_ai.evaluation.name'],
        of['gen_ai.evaluation.score.value'],
        of['gen_ai.evaluation.score.label'],
        of['gen_ai.evaluation.explanation'],
      ),
    );
  const fromLists = LISTS.flatMap(([list, wrapper]) => {
    const items = reader.read(`${list}.*`, { wrappers: [wrapper] });
    return (Array.isArray(items) ? items : [])
      .filter(isRecord)
      .flatMap(({ name, score, label, explanation }) => evaluation(name, score, label, explanation));
  });
  return [...fromEvents, ...fromLists];
}
