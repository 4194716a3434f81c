import type { Reply, Tool } from '../conversation.ts';
import { fillArguments } from './fill-arguments.ts';
import type { ToolResult, Turn } from './turn.ts';
import { places, plain, words } from './words.ts';

function bestTool(question: string, tools: Tool[]): Tool | undefined {
  const asked = new Set(words(question));
  const scored = tools.map((tool) => ({
    tool,
    score:
      words(tool.name.replaceAll('_', ' ')).filter((word) => asked.has(word)).length * 3 +
      words(tool.description).filter((word) => asked.has(word)).length,
  }));
  const best = scored.toSorted((a, b) => b.score - a.score)[0];
  return best !== undefined && best.score >= 2 ? best.tool : undefined;
}

/** Returns one call for each place in the question: the weather in Paris and in Rome takes two calls. */
function callsOf(tool: Tool, question: string): Reply['calls'] {
  const named = places(question);
  const placed = Object.keys(tool.parameters.properties ?? {}).find((name) => /city|location|place/i.test(name));
  if (placed === undefined || named.length < 2) {
    return [{ name: tool.name, arguments: fillArguments(tool.parameters, question) }];
  }
  return named.map((place) => ({
    name: tool.name,
    arguments: { ...fillArguments(tool.parameters, question), [placed]: place },
  }));
}

function describe(result: ToolResult): string {
  if (result.failure !== undefined) return `\`${result.tool}\` did not work: ${result.failure}`;
  const fields = Object.entries(result.value);
  const about = Object.values(result.arguments)
    .filter((value) => typeof value === 'string')
    .join(', ');
  if (fields.length === 0) return about === '' ? result.text : `**${about}**: ${result.text}`;
  return `**${about || result.tool}**: ${fields.map(([name, value]) => `${name.replaceAll('_', ' ')} ${plain(value)}`).join(', ')}`;
}

/**
 * Calls the tool that best matches the words of the question, or reports the results of earlier calls.
 *
 * @param forced name of the tool that the caller requires, or true for any tool
 * @returns undefined if no tool matches
 */
export function useAnyTool(turn: Turn, forced?: string | true): Reply | undefined {
  if (turn.results.length > 0) {
    const lines = turn.results.map(describe);
    return {
      text:
        lines.length === 1
          ? `Here is what I found. ${lines[0]}`
          : `Here is what I found:\n\n${lines.map((line) => `- ${line}`).join('\n')}`,
      calls: [],
    };
  }
  const tool =
    typeof forced === 'string'
      ? turn.tools.find(({ name }) => name === forced)
      : (bestTool(turn.question, turn.tools) ?? (forced ? turn.tools[0] : undefined));
  return tool === undefined ? undefined : { text: '', calls: callsOf(tool, turn.question) };
}
