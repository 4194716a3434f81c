import { idFault } from '@vitrine/core/model';
import { z } from 'zod';
import { VitrineError } from '../errors/vitrine-error.ts';

/** A list of ids in a body, converted to lower case. */
export const IdList = z
  .array(z.string().transform((id) => id.toLowerCase()))
  .min(1)
  .max(1_000);

/**
 * Returns the id in a path, in lower case.
 *
 * @throws {VitrineError} `malformed` if it is not a UUIDv7
 */
export function pathId(value: string | string[] | undefined): string {
  const id = typeof value === 'string' ? value : '';
  const fault = idFault(id);
  if (fault) throw new VitrineError('malformed', fault);
  return id.toLowerCase();
}

/** A body that names entities by their ids. */
export const Ids = z.object({ ids: IdList });
