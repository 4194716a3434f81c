import { objectOf } from '../model-calls/body-fields.ts';

/**
 * Names of the exceptions with which LangGraph stops or redirects a graph (`@langchain/langgraph/dist/errors`). They are
 * not errors.
 */
const NAMES: ReadonlySet<unknown> = new Set([
  'GraphBubbleUp',
  'GraphDrained',
  'GraphInterrupt',
  'NodeInterrupt',
  'ParentCommand',
]);

/**
 * Whether a thrown value is such an exception. It may be of another copy of the package, and of a class that this
 * adapter does not know.
 */
export function isControlFlow(thrown: unknown): boolean {
  const { name, is_bubble_up } = objectOf(thrown);
  return is_bubble_up === true || NAMES.has(name);
}

/** Returns the values of the interrupts that stopped a graph, or the reason for which it was drained. */
export function interruptsOf(thrown: unknown): object | undefined {
  const { interrupts, reason } = objectOf(thrown);
  if (typeof reason === 'string') return { drained: reason };
  if (!Array.isArray(interrupts) || interrupts.length === 0) return undefined;
  return { interrupts: interrupts.map((interrupt) => objectOf(interrupt)['value']) };
}
