import { z } from 'zod';

/** Successful response of a route, and what its handler returns for it. */
export type Answer =
  /** 204 without a body. The handler's result is ignored. */
  | { kind: 'none' }
  /** 200 with the handler's result as JSON. `schema` describes it. */
  | { kind: 'json'; schema?: z.ZodType }
  /** 201 without a body. The handler returns the id, which is the end of `Location`. */
  | { kind: 'created' }
  /** 200 with one JSON object per line. The handler returns a function that makes the rows. */
  | { kind: 'ndjson'; description: string }
  /** The handler sends the response. */
  | { kind: 'own'; status: number; type?: string; description: string };

export const CREATED: Answer = { kind: 'created' };
export const NDJSON: Answer = { kind: 'ndjson', description: 'One JSON object per line, by id descending' };

/** Declares a response with status 200 and JSON. */
export function json(schema?: z.ZodType): Answer {
  return schema ? { kind: 'json', schema } : { kind: 'json' };
}

/** Returns the schema of a page of rows. */
export function pageOfRows(row: z.ZodType): z.ZodType {
  return z.object({
    page: z.number(),
    size: z.number(),
    total: z.number(),
    content: z.array(row),
    sortableBy: z.array(z.string()),
  });
}

/** Makes the rows of an NDJSON response. The signal fires when the client disconnects. */
export type Rows = (signal: AbortSignal) => AsyncIterable<object>;
