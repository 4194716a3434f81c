import type { Convention } from './convention.ts';

/**
 * The MCP conventions of OpenTelemetry, and the names that OpenLLMetry uses for bodies. `mcp.session.id` is a
 * connection, and no conversation.
 *
 * Source: open-telemetry/semantic-conventions-genai, `model/mcp/` of 2026-11; traceloop/openllmetry,
 * `opentelemetry-instrumentation-mcp` 0.4x.
 */
export const MCP: Convention = {
  prefixes: ['mcp.'],
  kinds: [
    {
      from: 'mcp.method.name',
      as: {
        'tools/call': 'tool',
        'resources/read': 'retrieval',
        'prompts/get': 'step',
        'completion/complete': 'step',
        'sampling/createmessage': 'step',
        'elicitation/create': 'step',
      },
    },
  ],
  markers: [['mcp.method.name', 'infrastructure']],
  input: [
    { whole: 'mcp.request.argument' },
    { for: ['retrieval'], parts: { uri: 'mcp.resource.uri' } },
    { for: ['step'], parts: { arguments: 'gen_ai.prompt.variable.*' } },
  ],
  output: [{ whole: 'mcp.response.value' }],
};
