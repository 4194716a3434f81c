import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';
import { z } from 'zod';

const inputSchema = z.object({
  a: z.number().describe('The first number'),
  b: z.number().describe('The second number'),
});

/** Adds two numbers. */
export const add = betaZodTool({
  name: 'add',
  description: 'Adds two numbers.',
  inputSchema,
  run: ({ a, b }) => String(a + b),
});

/** Multiplies two numbers. */
export const multiply = betaZodTool({
  name: 'multiply',
  description: 'Multiplies two numbers.',
  inputSchema,
  run: ({ a, b }) => String(a * b),
});
