import { createTool } from '@mastra/core/tools';
import { z } from 'zod';

const inputSchema = z.object({
  a: z.number().describe('The first number'),
  b: z.number().describe('The second number'),
});
const outputSchema = z.object({ result: z.number() });

/** Adds two numbers. */
export const add = createTool({
  id: 'add',
  description: 'Adds two numbers.',
  inputSchema,
  outputSchema,
  execute: async ({ a, b }) => ({ result: a + b }),
});

/** Multiplies two numbers. */
export const multiply = createTool({
  id: 'multiply',
  description: 'Multiplies two numbers.',
  inputSchema,
  outputSchema,
  execute: async ({ a, b }) => ({ result: a * b }),
});
