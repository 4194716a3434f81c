import { describe, expect, test } from 'vitest';
import { repeatedUsage, type UsageSpan } from './repeated-usage.ts';

/** Returns spans from lines such as `agent a in root, 5`: kind, id, parent and whether it has usage. */
function spansOf(...lines: string[]): UsageSpan[] {
  return lines.map((line) => {
    const [, kind, id = '', parent, usage] = /^(\w+) (\w+)(?: in (\w+))?(, usage)?$/.exec(line) ?? [];
    return { id, kind: kind as UsageSpan['kind'], parent_span_id: parent, hasUsage: usage !== undefined };
  });
}
const repeated = (...lines: string[]): string[] => [...repeatedUsage(spansOf(...lines))].toSorted();

describe('usage is counted once', () => {
  test.each([
    ['an agent with a model call below it', ['agent a, usage', 'step s in a', 'llm c in s, usage'], ['a']],
    ['an agent without any model call below it', ['agent a, usage', 'tool t in a'], []],
    ['an agent whose model calls have no usage', ['agent a, usage', 'llm c in a'], []],
    ['a tool with a model', ['agent a', 'tool t in a, usage'], []],
    ['a tool around a model call', ['tool t, usage', 'llm c in t, usage'], ['t']],
    ['a model call around the same model call', ['llm f, usage', 'http h in f', 'llm c in f, usage'], ['f']],
    ['a model call around several attempts', ['llm f, usage', 'llm c in f', 'llm d in f, usage'], ['f']],
    ['a model call around a tool that calls a model', ['llm f, usage', 'tool t in f', 'llm c in t, usage'], []],
    ['a model call around an agent', ['llm f, usage', 'agent a in f', 'llm c in a, usage'], []],
    ['an embedding in a retrieval', ['retrieval r, usage', 'embedding e in r, usage'], ['r']],
    [
      'agents in an agent, all without model calls',
      ['agent a, usage', 'agent b in a, usage', 'step s in b, usage'],
      ['b', 's'],
    ],
    [
      'an agent in an agent with a model call elsewhere',
      ['agent a, usage', 'llm c in a, usage', 'agent b in a, usage'],
      ['a'],
    ],
    ['two agents without model calls', ['agent a, usage', 'agent b, usage'], []],
    ['spans that name each other as parents', ['agent a in b, usage', 'agent b in a, usage'], ['a', 'b']],
  ])('%s', (_name, lines, expected) => {
    expect(repeated(...lines)).toEqual(expected);
  });
});
