import type { CallableTool } from '@google/genai';

interface Numbers {
  a: number;
  b: number;
}

const FUNCTIONS: Readonly<Record<string, (numbers: Numbers) => number>> = {
  add: ({ a, b }) => a + b,
  multiply: ({ a, b }) => a * b,
};

const parametersJsonSchema = {
  type: 'object',
  properties: {
    a: { type: 'number', description: 'The first number' },
    b: { type: 'number', description: 'The second number' },
  },
  required: ['a', 'b'],
};

/** Tool whose functions the SDK calls automatically. */
export const calculator: CallableTool = {
  tool: async () => ({
    functionDeclarations: [
      { name: 'add', description: 'Adds two numbers.', parametersJsonSchema },
      { name: 'multiply', description: 'Multiplies two numbers.', parametersJsonSchema },
    ],
  }),

  callTool: async (calls) =>
    calls.map(({ id, name = '', args }) => {
      const output = FUNCTIONS[name]?.(args as unknown as Numbers) ?? 'There is no such function.';
      return { functionResponse: { name, response: { output }, ...(id === undefined ? {} : { id }) } };
    }),
};
