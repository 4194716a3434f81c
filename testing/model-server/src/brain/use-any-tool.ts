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

/** Arguments for each thing that the question asks about: the weather in Paris and in Rome are two calls. */
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
 * Uses whatever tool fits the words of the question best, and tells what came back.
 *
 * @param forced the name of the tool that the caller demands, or true for any tool
 * @returns nothing where no tool fits
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
