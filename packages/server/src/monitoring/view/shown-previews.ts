import { preview } from '@vitrine/core/model';
import type { Principal } from '../../platform/auth/principal.ts';
import { chunksBySize } from '../../storage/batches/chunks-of.ts';
import type { Database } from '../../storage/database/database.ts';
import type { StoredTrace } from '../../storage/tables/rows.ts';
import { keyConditions, keyParameters } from '../../tracing/query/row-groups.ts';
import { storedJson } from '../../tracing/rows/stored-json.ts';
import { withoutPrompts } from '../fields/without-prompts.ts';
import type { NarrowTrace } from './trace-row.ts';

/** Maximum number of bytes of bodies that are read at once, unless a single trace is larger. */
const MAX_BYTES = 16 * 2 ** 20;

/**
 * Returns traces of a project with previews that the caller may see. The stored preview of an input without a message
 * of the user can be the system's message, so previews are made anew for callers that see no prompts.
 */
export async function withShownPreviews(
  database: Database,
  principal: Principal,
  traces: readonly NarrowTrace[],
  signal?: AbortSignal,
): Promise<readonly NarrowTrace[]> {
  const { fields } = principal;
  const [first] = traces;
  if (!first || !fields || fields.show.has('prompts') || !fields.show.has('conversation')) return traces;
  const project = first.project_id;
  const sizes = await database
    .of(principal)
    .read<{ id: string; bytes: number }>(
      `SELECT id, length(input) + length(output) AS bytes FROM traces FINAL WHERE ${keyConditions('traces')}`,
      { project, ...keyParameters(traces) },
      signal,
    );
  const previews = new Map<string, Partial<Pick<NarrowTrace, 'input_preview' | 'output_preview'>>>();
  for (const some of chunksBySize(sizes, MAX_BYTES, (row) => row.bytes)) {
    const bodies = await database
      .of(principal)
      .read<Pick<StoredTrace, 'id' | 'input' | 'output'>>(
        `SELECT id, input, output FROM traces FINAL WHERE ${keyConditions('traces')}`,
        { project, ...keyParameters(some) },
        signal,
      );
    for (const { id, input, output } of bodies) {
      const [shownInput, shownOutput] = [shownPreview(input, 'input'), shownPreview(output, 'output')];
      previews.set(id, {
        ...(shownInput !== undefined && { input_preview: shownInput }),
        ...(shownOutput !== undefined && { output_preview: shownOutput }),
      });
    }
  }
  return traces.map((trace) => ({
    ...trace,
    ...(previews.get(trace.id) ?? { input_preview: '', output_preview: '' }),
  }));
}

/** Returns the preview of a body without its prompts; undefined if it has none, so that its stored preview is shown. */
function shownPreview(text: string, side: 'input' | 'output'): string | undefined {
  const body = storedJson(text);
  const shown = withoutPrompts(body, side);
  return shown === body ? undefined : preview(shown, side);
}
