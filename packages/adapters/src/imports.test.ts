import { describe, expect, it } from 'vitest';
import { folderCircles, importGraph, importsAgainst, printCircles } from '../../../scripts/import-graph.ts';

const graph = importGraph(import.meta.dirname, {
  aliases: { '#platform': ['platform/node/index.ts', 'platform/browser/index.ts'] },
});

describe('the imports of the adapters, types included', () => {
  it('form no circle of folders', () => {
    expect(printCircles(folderCircles(graph))).toBe('');
  });

  it('run from frameworks that contain others down to the other frameworks, and to what all share', () => {
    const frameworks = ['ai-sdk', 'anthropic', 'google-genai', 'langchain', 'mastra', 'mcp', 'openai', 'otel'];
    const line = [['platform', 'model-calls'], frameworks, ['langgraph', 'openai-agents']];
    expect(importsAgainst(graph, line)).toEqual([]);
  });
});
