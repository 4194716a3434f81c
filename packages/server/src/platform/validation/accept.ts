import { idFault, newId } from '@vitrine/core/model';
import type { z } from 'zod';
import { VitrineError, type ErrorCode, type Fault } from '../errors/vitrine-error.ts';
import { describe, faultsOf } from './parse.ts';

/** A fault of one item, and its error code. */
export interface ItemFault extends Fault {
  code: ErrorCode;
}

/** Result of checking each item of a batch. */
export interface Accepted<T> {
  items: { index: number; value: T }[];
  faults: ItemFault[];
}

/**
 * Checks each item of a batch separately, so that a faulty item does not affect the others.
 *
 * @param ids the fields of an item that hold an id, its own id first; their faults are `malformed`, others `invalid`
 */
export function accept<T extends object>(
  schema: Pick<z.ZodType<T>, 'safeParse'>,
  batch: readonly unknown[],
  ids: readonly (keyof T & string)[],
): Accepted<T> {
  const accepted: Accepted<T> = { items: [], faults: [] };
  for (const [index, item] of batch.entries()) {
    const result = schema.safeParse(item);
    const faults = result.success
      ? idFaults(result.data, ids, index)
      : faultsOf(result.error, index).map((fault) => ({ ...fault, code: 'invalid' as const }));
    if (faults.length > 0) accepted.faults.push(...faults);
    else if (result.success) accepted.items.push({ index, value: withIds(result.data, ids) });
  }
  return accepted;
}

/** Returns the error for a batch with refused items; undefined if every item was stored. */
export function refusal(faults: readonly ItemFault[], stored: number): VitrineError | undefined {
  const [first] = faults;
  if (!first) return undefined;
  const errors = faults.map(({ index, path, message }) => ({ ...(index !== undefined && { index }), path, message }));
  const refused = new Set(faults.map((fault) => fault.index)).size;
  const message = `${refused} of ${refused + stored} items were refused; item ${first.index}: ${describe(errors)}`;
  return new VitrineError(first.code, message, { errors: errors.slice(0, 100), stored });
}

function idFaults<T extends object>(item: T, ids: readonly (keyof T & string)[], index: number) {
  const faults: ItemFault[] = [];
  for (const path of ids) {
    const id = item[path];
    const message = typeof id === 'string' ? idFault(id) : undefined;
    if (message) faults.push({ index, path, message, code: 'malformed' });
  }
  return faults;
}

/** Converts ids to lower case and generates a missing id of the item itself. Changes the item in place. */
function withIds<T extends object>(item: T, ids: readonly (keyof T & string)[]): T {
  const fields = item as Record<string, unknown>;
  for (const path of ids) {
    const id = fields[path];
    if (typeof id === 'string') fields[path] = id.toLowerCase();
  }
  const [own] = ids;
  if (own) fields[own] ??= newId();
  return item;
}
