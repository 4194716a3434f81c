import { describe, expect, it } from 'vitest';
import { mapAttributes } from './map-attributes.fixture.ts';

// As open-telemetry/semantic-conventions-genai describes them: model/mcp/spans.yaml at 5c50d34.
describe('MCP', () => {
  it('a call of a tool has its arguments and its result', () => {
    const mapped = mapAttributes(
      {
        'mcp.method.name': 'tools/call',
        'gen_ai.tool.name': 'get_weather',
        'mcp.session.id': '191c4850af6c49e08843a3f6c80e5046',
        'gen_ai.tool.call.arguments': '{"city":"Paris"}',
        'gen_ai.tool.call.result': '{"sky":"rain"}',
      },
      { name: 'tools/call get_weather' },
    );
    expect(mapped).toMatchObject({
      kind: 'tool',
      name: 'get_weather',
      input: { city: 'Paris' },
      output: { sky: 'rain' },
      metadata: { 'mcp.session.id': '191c4850af6c49e08843a3f6c80e5046' },
    });
    expect(mapped).not.toHaveProperty('thread_id');
  });

  it('a resource has its address, and a prompt its variables', () => {
    const resource = mapAttributes({ 'mcp.method.name': 'resources/read', 'mcp.resource.uri': 'file:///a.md' });
    expect(resource).toMatchObject({ kind: 'retrieval', input: { uri: 'file:///a.md' } });
    const prompt = mapAttributes({
      'mcp.method.name': 'prompts/get',
      'gen_ai.prompt.name': 'greet',
      'gen_ai.prompt.variable.user_name': 'Alice',
    });
    expect(prompt).toMatchObject({ kind: 'step', input: { arguments: { user_name: 'Alice' } } });
  });

  it.each(['initialize', 'tools/list', 'notifications/progress', 'ping'])('%s is infrastructure', (method) => {
    expect(mapAttributes({ 'mcp.method.name': method })).toMatchObject({
      kind: 'infrastructure',
      metadata: { 'mcp.method.name': method },
    });
  });
});
