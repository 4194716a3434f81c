import type { Vitrine } from '@vitrine/core';
import { objectOf, objectsOf, textOf } from '../model-calls/body-fields.ts';
import type { Body, Endpoint } from '../model-calls/endpoint.ts';
import { withField } from '../model-calls/with-field.ts';
import { generateContent } from './generate-content.ts';

/** A tool whose functions the SDK calls by itself (`CallableTool`). */
interface CallableTool {
  callTool: (calls: Body[]) => Promise<unknown>;
}

function isCallable(tool: unknown): tool is CallableTool {
  return typeof objectOf(tool)['callTool'] === 'function';
}

function toolsOf(request: Body): unknown[] {
  const { tools } = objectOf(request['config']);
  return Array.isArray(tools) ? tools : [];
}

/** The answer to each call, by its place: what comes back are parts with a `functionResponse` each. */
function answersOf(parts: unknown): unknown[] {
  return objectsOf(parts).map((part) => objectOf(part['functionResponse'])['response'] ?? part);
}

/** Calls functions with a span for each, inside it where it is one alone. */
async function callRecorded(client: Vitrine, tool: CallableTool, calls: Body[]): Promise<unknown> {
  const enclosing = client.currentHandle();
  const spans = calls.map(({ id, name, args }) =>
    enclosing?.span({ name: textOf(name) ?? 'tool', kind: 'tool', input: args, metadata: { toolCallId: id } }),
  );
  const [only] = spans;
  const call = () => tool.callTool(calls);
  try {
    const parts = await (only === undefined || spans.length > 1 ? call() : client.runWith(only, call));
    const answers = answersOf(parts);
    for (const [index, span] of spans.entries()) span?.end({ output: answers[index] });
    return parts;
  } catch (error) {
    for (const span of spans) span?.end({ errorInfo: error });
    throw error;
  }
}

/** `generateContent` where the SDK calls functions by itself until the model has what it needs: an agent. */
export function toolLoop(client: Vitrine, name: string): Endpoint {
  const call = generateContent(name);
  return {
    ...call,

    isOf(request) {
      const { disable } = objectOf(objectOf(request['config'])['automaticFunctionCalling']);
      return disable !== true && toolsOf(request).some(isCallable);
    },

    start(request) {
      const { input } = call.start(request);
      return { name: 'agent', kind: 'agent', input };
    },

    /** The tokens are those of its model calls. */
    result(response) {
      const { output } = call.result(response);
      return { output };
    },

    prepare(request) {
      const tools = toolsOf(request).map((tool) =>
        isCallable(tool) ? withField(tool, 'callTool', (calls: Body[]) => callRecorded(client, tool, calls)) : tool,
      );
      return { request: { ...request, config: { ...objectOf(request['config']), tools } }, isRequested: () => true };
    },
  };
}
