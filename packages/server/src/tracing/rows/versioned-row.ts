/** What a row of a stream table has at least. */
export interface VersionedRow {
  workspace: string;
  id: string;
  end_time: string | null;
  input: string;
  output: string;
  metadata: string;
  is_deleted: 0 | 1;
  /** A 64-bit number as text. */
  version: string;
}

/** What tells rows of one table apart. */
export function keyOf({ workspace, id }: { workspace: string; id: string }): string {
  return `${workspace}/${id}`;
}
