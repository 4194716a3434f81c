import type { Vitrine } from '@vitrine/core';
import { objectOf, objectsOf, textOf } from '../model-calls/body-fields.ts';
import type { Body, Endpoint } from '../model-calls/endpoint.ts';
import { withField } from '../model-calls/with-field.ts';
import { generateContent } from './generate-content.ts';

/** A tool whose functions the SDK calls itself (`CallableTool`). */
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

/** Returns the results of function calls, in the order of the calls. Each part has one `functionResponse`. */
function answersOf(parts: unknown): unknown[] {
  return objectsOf(parts).map((part) => objectOf(part['functionResponse'])['response'] ?? part);
}

/** Calls functions, with a span for each. The code of a single function runs in its span. */
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

/**
 * Returns the endpoint of `generateContent` with tools that the SDK calls itself until the model answers, recorded as
 * an agent.
 */
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

    /** Has no tokens, because the model calls have them. */
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
