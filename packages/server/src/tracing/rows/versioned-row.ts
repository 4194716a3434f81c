/** Columns that every row of a stream table has. */
export interface VersionedRow {
  workspace: string;
  id: string;
  end_time: string | null;
  input: string;
  output: string;
  metadata: string;
  is_deleted: 0 | 1;
  /** 64-bit number as text. */
  version: string;
}

/** Returns the unique key of a row in its table. */
export function keyOf({ workspace, id }: { workspace: string; id: string }): string {
  return `${workspace}/${id}`;
}
