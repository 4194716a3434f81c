import { tool } from '@openai/agents';
import { z } from 'zod';

const parameters = z.object({
  a: z.number().describe('The first number'),
  b: z.number().describe('The second number'),
});

/** Adds two numbers. */
export const add = tool({
  name: 'add',
  description: 'Adds two numbers.',
  parameters,
  execute: async ({ a, b }) => String(a + b),
});

/** Multiplies two numbers. */
export const multiply = tool({
  name: 'multiply',
  description: 'Multiplies two numbers.',
  parameters,
  execute: async ({ a, b }) => String(a * b),
});
