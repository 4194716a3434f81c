import { tool } from '@langchain/core/tools';
import { z } from 'zod';

const numbers = z.object({ a: z.number().describe('The first number'), b: z.number().describe('The second number') });

/** Adds two numbers. */
export const add = tool(({ a, b }) => String(a + b), {
  name: 'add',
  description: 'Adds two numbers.',
  schema: numbers,
});

/** Multiplies two numbers. */
export const multiply = tool(({ a, b }) => String(a * b), {
  name: 'multiply',
  description: 'Multiplies two numbers.',
  schema: numbers,
});
