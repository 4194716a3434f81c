import type { SpanOptions, SpanUpdateOptions } from '@vitrine/core';
import { objectOf, objectsOf, textOf } from '../model-calls/body-fields.ts';
import type { Body } from '../model-calls/endpoint.ts';
import { parametersOf } from '../model-calls/parameters-of.ts';
import { providerOfAddress } from '../model-calls/provider-of-address.ts';
import { chatCompletions } from '../openai/chat-completions.ts';
import { usageOf } from '../model-calls/openai-usage.ts';
import { responseInput, responseResult } from '../openai/responses.ts';
import { parseJsonText } from '../parse-json-text.ts';

/** Functions that record a span of the agents SDK. */
interface Shape {
  start(data: Body): SpanOptions;
  end?: (data: Body) => SpanUpdateOptions;
}

/** Returns the id of a model's response, if there is one. */
export function responseIdOf(data: Body): unknown {
  return data['response_id'] ?? objectOf(data['_response'])['id'] ?? objectsOf(data['output'])[0]?.['id'];
}

/** Converts a tool's result of the agents SDK to the form of the Responses API. Other items stay as they are. */
function protocolItem(item: unknown): unknown {
  const { type, callId, output, ...rest } = objectOf(item);
  if (type !== 'function_call_result') return item;
  return { ...rest, type: 'function_call_output', call_id: callId, output: objectOf(output)['text'] ?? output };
}

const chat = chatCompletions(false);

/**
 * Returns the result of a model call through the Chat Completions API. Its output is the completion, or a response that
 * the agents SDK made from it.
 */
function generationEnd(data: Body): SpanUpdateOptions {
  const answer = objectsOf(data['output'])[0] ?? {};
  const result = Array.isArray(answer['choices']) ? chat.result(answer) : responseResult(answer);
  const config = objectOf(data['model_config']);
  const model = textOf(data['model']);
  const { metadata } = result;
  return {
    ...result,
    name: model,
    model: result.model ?? model,
    provider: providerOfAddress(config['base_url'], 'openai'),
    input: data['input'] === undefined ? undefined : { messages: data['input'] },
    output: data['output'] === undefined ? undefined : result.output,
    ...(result.ledger === undefined ? usageOf(data['usage']) : {}),
    metadata: { ...(metadata as object), parameters: parametersOf(config, ['base_url', 'model_impl']) },
  };
}

const PARAMETERS = [
  'temperature',
  'top_p',
  'max_output_tokens',
  'reasoning',
  'tool_choice',
  'parallel_tool_calls',
  'store',
];

/** Returns the result of a model call through the Responses API. Without sensitive data, the span has no response. */
function responseEnd(data: Body): SpanUpdateOptions {
  const { _input: given } = data;
  const input = Array.isArray(given) ? given.map(protocolItem) : given;
  const { instructions } = objectOf(data['_response']);
  const shown = given === undefined ? undefined : responseInput({ input, instructions });
  if (data['_response'] === undefined) return { input: shown, metadata: { responseId: data['response_id'] } };
  const response = objectOf(data['_response']);
  const result = responseResult(response);
  const reported = Object.fromEntries(PARAMETERS.map((name) => [name, response[name]]));
  const tools = objectsOf(response['tools']).map(({ name, type }) => name ?? type);
  const metadata = { parameters: parametersOf(reported, []), tools: tools.length > 0 ? tools : undefined };
  return { ...result, name: result.model, input: shown, metadata: { ...(result.metadata as object), ...metadata } };
}

/** Shapes by the type of a span's data. */
const SHAPES: Readonly<Record<string, Shape>> = {
  agent: {
    start: ({ name }) => ({ name: String(name), kind: 'agent' }),
    end: ({ tools, handoffs, output_type }) => ({ metadata: { tools, handoffs, outputType: output_type } }),
  },
  turn: { start: ({ turn }) => ({ name: `turn ${String(turn)}`, kind: 'step' }) },
  response: { start: () => ({ name: 'model', kind: 'llm', provider: 'openai' }), end: responseEnd },
  generation: {
    start: ({ model }) => ({ name: textOf(model) ?? 'model', kind: 'llm' }),
    end: generationEnd,
  },
  function: {
    start: ({ name, input }) => ({ name: String(name), kind: 'tool', input: parseJsonText(input) }),
    end: ({ input, output, mcp_data }) => ({
      input: parseJsonText(input),
      output: parseJsonText(output),
      metadata: mcp_data === undefined ? undefined : { mcp: parseJsonText(mcp_data) },
    }),
  },
  handoff: {
    start: () => ({ name: 'handoff', kind: 'general' }),
    end: ({ from_agent, to_agent }) => ({
      name: `handoff to ${String(to_agent)}`,
      input: { from: from_agent },
      output: { to: to_agent },
    }),
  },
  guardrail: {
    start: ({ name }) => ({ name: String(name), kind: 'guardrail' }),
    end: ({ triggered }) => ({ output: { triggered } }),
  },
  transcription: {
    start: ({ model }) => ({ name: textOf(model) ?? 'transcription', kind: 'llm' }),
    end: ({ model, output }) => ({ model: textOf(model), output }),
  },
  speech: {
    start: ({ model, input }) => ({ name: textOf(model) ?? 'speech', kind: 'llm', input }),
    end: ({ model }) => ({ model: textOf(model) }),
  },
  mcp_tools: {
    start: ({ server }) => ({ name: `list tools of ${textOf(server) ?? 'an MCP server'}`, kind: 'general' }),
    end: ({ result }) => ({ output: { tools: result } }),
  },
  custom: {
    start: ({ name }) => ({ name: String(name), kind: 'general' }),
    end: ({ data }) => ({ output: data }),
  },
};

/**
 * Returns the shape of a span. A span of an unknown type is recorded by its name only. The result is undefined for
 * `task`, which repeats its trace.
 */
export function shapeOf({ type, name }: Body): Shape | undefined {
  if (type === 'task') return undefined;
  return SHAPES[String(type)] ?? { start: () => ({ name: textOf(name) ?? String(type), kind: 'general' }) };
}

/** Types of spans that are model calls. */
export const MODEL_CALLS: ReadonlySet<unknown> = new Set(['response', 'generation', 'transcription', 'speech']);
