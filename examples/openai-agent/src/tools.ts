import type { Vitrine } from '@vitrine/core';
import type OpenAI from 'openai';

interface Numbers {
  a: number;
  b: number;
}

const FUNCTIONS: Readonly<Record<string, (numbers: Numbers) => number>> = {
  add: ({ a, b }) => a + b,
  multiply: ({ a, b }) => a * b,
};

const parameters = {
  type: 'object',
  properties: {
    a: { type: 'number', description: 'The first number' },
    b: { type: 'number', description: 'The second number' },
  },
  required: ['a', 'b'],
};

/** Tool definitions that the model receives. */
export const tools: OpenAI.ChatCompletionFunctionTool[] = [
  { type: 'function', function: { name: 'add', description: 'Adds two numbers.', parameters } },
  { type: 'function', function: { name: 'multiply', description: 'Multiplies two numbers.', parameters } },
];

/** Runs the tool that the model requested, and records the call as a span. */
export async function callTool(client: Vitrine, call: { name: string; arguments: string }): Promise<string> {
  const run = client.track({ name: call.name, kind: 'tool' }, async (numbers: Numbers): Promise<string> => {
    const tool = FUNCTIONS[call.name];
    return tool === undefined ? 'There is no such tool.' : String(tool(numbers));
  });
  return await run(JSON.parse(call.arguments) as Numbers);
}
