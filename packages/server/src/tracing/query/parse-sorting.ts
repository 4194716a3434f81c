import { z } from 'zod';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';

const Sorting = z
  .array(
    z.object({
      field: z.string(),
      direction: z
        .string()
        .toUpperCase()
        .pipe(z.enum(['ASC', 'DESC']))
        .default('DESC'),
    }),
  )
  .max(10);

/**
 * Parses the `sorting` of a query, such as `[{"field":"name","direction":"ASC"}]`; no sorting gives an empty list.
 *
 * @param fields sortable fields, which the error lists; the caller checks the parsed ones
 * @throws {VitrineError} `malformed` if it is not JSON of that form
 */
export function parseSorting(sorting: string | undefined, fields: readonly string[]): z.infer<typeof Sorting> {
  if (!sorting) return [];
  try {
    return Sorting.parse(JSON.parse(sorting));
  } catch {
    throw sortingError('the sorting cannot be read', fields);
  }
}

/** Error for a sorting that is not accepted. */
export function sortingError(message: string, fields: readonly string[]): VitrineError {
  const accepted = `a JSON array such as [{"field":"name","direction":"ASC"}] with the fields ${fields.join(', ')}`;
  return new VitrineError('malformed', `${message}; sorting takes ${accepted}`, {
    errors: [{ path: 'sorting', message }],
  });
}
