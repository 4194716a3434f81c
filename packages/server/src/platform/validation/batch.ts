import { z } from 'zod';
import { chunksBySize } from '../../storage/batches/chunks-of.ts';
import { accept, type Accepted, type ItemFault } from './accept.ts';
import { jsonSize, type JsonSize } from './json-size.ts';
import { parse } from './parse.ts';

/** Maximum number of items in a batch. */
export const MAX_BATCH = 1_000;

/** Size of a part of a large batch, in characters. An object or list counts as a hundred, because each takes time. */
const PART = 2 * 2 ** 20;
const CONTAINER = 100;
/** Maximum number of objects and lists in an item. */
const MAX_CONTAINERS = 250_000;

const Items = z.array(z.unknown()).min(1, 'a batch needs at least one item').max(MAX_BATCH);

/** Body with some items of a larger batch, and their indexes in it. */
interface BatchPart {
  body: object;
  indexes: number[];
}

const TOO_MANY = `the item has more than the maximum of ${MAX_CONTAINERS} objects and lists`;

/** A body with a list of items that are accepted or refused separately. */
export interface Batch<Item> {
  /** Schema of the whole body, for the API document. */
  documented: z.ZodType;
  /** @throws {VitrineError} `invalid` if the body is not a list of 1 to 1,000 items */
  accept(body: unknown): Accepted<Item>;
  /**
   * Divides a large body into bodies with some of the items each. Items with too many objects and lists are refused.
   *
   * @throws {VitrineError} as `accept` does
   */
  divide(body: unknown): { parts: BatchPart[]; faults: ItemFault[] };
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
    divide(body) {
      const sized = (parse(Body, body)[list] ?? []).map((item, index) => ({ item, index, ...jsonSize(item) }));
      const faults = sized.flatMap(({ index, containers }) =>
        containers > MAX_CONTAINERS ? [{ index, path: '', message: TOO_MANY, code: 'too_large' as const }] : [],
      );
      const accepted = sized.filter(({ containers }) => containers <= MAX_CONTAINERS);
      const weight = ({ characters, containers }: JsonSize): number => characters + CONTAINER * containers;
      const parts = [...chunksBySize(accepted, PART, weight)].map((part) => ({
        body: { [list]: part.map(({ item }) => item) },
        indexes: part.map(({ index }) => index),
      }));
      return { parts, faults };
    },
  };
}
