import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';
import type { Vitrine } from '@vitrine/core';
import { z } from 'zod';

const inputSchema = z.object({
  a: z.number().describe('The first number'),
  b: z.number().describe('The second number'),
});
type Numbers = z.infer<typeof inputSchema>;

/** Two tools, whose calls are spans of their own. */
export function calculatorTools(client: Vitrine) {
  const tool = (name: string, description: string, calculate: (numbers: Numbers) => number) => {
    const run = client.track({ name, kind: 'tool' }, async (numbers: Numbers) => String(calculate(numbers)));
    return betaZodTool({ name, description, inputSchema, run: (numbers: Numbers) => run(numbers) });
  };
  return [
    tool('add', 'Adds two numbers.', ({ a, b }) => a + b),
    tool('multiply', 'Multiplies two numbers.', ({ a, b }) => a * b),
  ];
}
