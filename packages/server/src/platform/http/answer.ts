import { z } from 'zod';

/** How a route answers when all is well, and what its handler returns for that. */
export type Answer =
  /** 204 without a body. The handler's result is ignored. */
  | { kind: 'none' }
  /** 200 with the handler's result as JSON, which `schema` describes. */
  | { kind: 'json'; schema?: z.ZodType }
  /** 201; the handler returns the id, which `Location` ends in. */
  | { kind: 'created' }
  /** 200 with a JSON object a line. The handler returns a function that makes the rows. */
  | { kind: 'ndjson'; description: string }
  /** The handler answers by itself. */
  | { kind: 'own'; status: number; type?: string; description: string };

export const CREATED: Answer = { kind: 'created' };
export const NDJSON: Answer = { kind: 'ndjson', description: 'One JSON object a line, by id descending' };

/** 200 with JSON. */
export function json(schema?: z.ZodType): Answer {
  return schema ? { kind: 'json', schema } : { kind: 'json' };
}

/** Schema of a page of rows. */
export function pageOfRows(row: z.ZodType): z.ZodType {
  return z.object({
    page: z.number(),
    size: z.number(),
    total: z.number(),
    content: z.array(row),
    sortableBy: z.array(z.string()),
  });
}

/** Rows of an NDJSON answer; the signal fires when the client has left. */
export type Rows = (signal: AbortSignal) => AsyncIterable<object>;
