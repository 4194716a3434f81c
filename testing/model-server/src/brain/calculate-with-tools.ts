import type { Reply, Tool } from '../conversation.ts';
import { calculate, readExpression, type Expression, type Operator } from './arithmetic.ts';
import { numbers } from './words.ts';
import type { Turn } from './turn.ts';

/** Name patterns of the tools for each operation. */
const TOOL_NAMES: Record<Operator, RegExp> = {
  '+': /\b(add|addition|sum|plus)\b/i,
  '-': /\b(subtract|subtraction|minus)\b/i,
  '*': /\b(multiply|multiplication|times|product)\b/i,
  '/': /\b(divide|division|quotient)\b/i,
};

function toolFor(operator: Operator, tools: Tool[]): Tool | undefined {
  return tools.find((tool) => TOOL_NAMES[operator].test(tool.name.replaceAll('_', ' ')));
}

/**
 * Performs a calculation step by step with the offered tools. Independent operations are called at once. An operation
 * without a tool is calculated directly.
 *
 * @returns undefined if the question contains no calculation
 */
export function calculateWithTools(turn: Turn): Reply | undefined {
  const expression = readExpression(turn.question);
  if (expression === undefined) return undefined;
  const calls: Reply['calls'] = [];
  const steps: string[] = [];

  const evaluate = (node: Expression): number | undefined => {
    if (typeof node === 'number') return node;
    const left = evaluate(node.left);
    const right = evaluate(node.right);
    if (left === undefined || right === undefined) return undefined;
    const tool = toolFor(node.operator, turn.tools);
    const names = Object.keys(tool?.parameters.properties ?? {});
    if (tool === undefined || names.length < 2) return calculate(node.operator, left, right);
    const given = { [names[0]!]: left, [names[1]!]: right };
    const done = turn.results.find(
      (result) => result.tool === tool.name && JSON.stringify(result.arguments) === JSON.stringify(given),
    );
    if (done === undefined) {
      calls.push({ name: tool.name, arguments: given });
      return undefined;
    }
    const value = numbers(done.text)[0] ?? calculate(node.operator, left, right);
    steps.push(`${left} ${node.operator} ${right} = ${value}`);
    return value;
  };

  const value = evaluate(expression);
  if (value === undefined) return { text: '', calls };
  const working = steps.length > 1 ? `\n\n${steps.map((step) => `- ${step}`).join('\n')}` : '';
  return { text: `The answer is **${value}**.${working}`, calls: [] };
}
