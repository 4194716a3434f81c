import { z } from 'zod';
import { accept, type Accepted } from './accept.ts';
import { parse } from './parse.ts';

/** Maximum number of items in a batch. */
export const MAX_BATCH = 1_000;

const Items = z.array(z.unknown()).min(1, 'a batch needs at least one item').max(MAX_BATCH);

/** A body with a list of items that are accepted or refused separately. */
export interface Batch<Item> {
  /** Schema of the whole body, for the API document. */
  documented: z.ZodType;
  /** @throws {VitrineError} `invalid` if the body is not a list of 1 to 1,000 items */
  accept(body: unknown): Accepted<Item>;
}

/**
 * Declares a batch.
 *
 * @param list the field of the body that holds the items
 * @param ids the fields of an item that hold ids, its own id first
 * @param parser a faster parser with the same results as `schema`
 * @example
 * const TraceBatch = batchOf('traces', TraceWrite, ['id']);
 */
export function batchOf<Item extends object>(
  list: string,
  schema: z.ZodType<Item>,
  ids: readonly (keyof Item & string)[],
  parser: Pick<z.ZodType<Item>, 'safeParse'> = schema,
): Batch<Item> {
  const Body = z.object({ [list]: Items });
  return {
    documented: z.object({ [list]: z.array(schema).min(1).max(MAX_BATCH) }),
    accept: (body) => accept(parser, parse(Body, body)[list] ?? [], ids),
  };
}
