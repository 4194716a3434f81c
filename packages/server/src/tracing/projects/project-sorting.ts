import type { Project } from '@vitrine/core/model';
import { parseSorting, sortingError } from '../query/parse-sorting.ts';
import type { Activity } from './project-activity.ts';

type Value = string | number | null | undefined;
type Activities = ReadonlyMap<string, Activity>;

/** Sortable values of a project itself, and of its activity. */
const OWN: Record<string, (project: Project) => Value> = {
  id: ({ id }) => id,
  name: ({ name }) => name.toLowerCase(),
  description: ({ description }) => description?.toLowerCase(),
  visibility: ({ visibility }) => visibility,
  created_at: ({ created_at }) => created_at,
  created_by: ({ created_by }) => created_by,
  last_updated_at: ({ last_updated_at }) => last_updated_at,
};
const OF_ACTIVITY: Record<string, (activity: Activity | undefined) => Value> = {
  last_updated_trace_at: (activity) => activity?.last_updated_trace_at,
  trace_count: (activity) => activity?.trace_count ?? 0,
  error_count: (activity) => activity?.error_count ?? 0,
  total_estimated_cost_sum: (activity) => activity?.total_estimated_cost,
};

/** Fields that projects can be sorted by. */
export const SORTABLE = [...Object.keys(OWN), ...Object.keys(OF_ACTIVITY)];

/**
 * Parses the `sorting` of a list of projects. Equal projects are ordered newest first; absent values come last.
 *
 * @returns `ofActivity`: whether the order needs the activity of the projects
 * @throws {VitrineError} `malformed` if `sorting` is not the JSON that is accepted, or names another field
 */
export function projectSorting(sorting: string | undefined): {
  ofActivity: boolean;
  compare: (activities: Activities) => (a: Project, b: Project) => number;
} {
  const fields = parseSorting(sorting, SORTABLE);
  const unknown = fields.find(({ field }) => !SORTABLE.includes(field));
  if (unknown) throw sortingError(`cannot sort by "${unknown.field.slice(0, 60)}"`, SORTABLE);
  return {
    ofActivity: fields.some(({ field }) => Object.hasOwn(OF_ACTIVITY, field)),
    compare: (activities) => (a, b) => {
      for (const { field, direction } of fields) {
        const valueOf = (project: Project): Value =>
          Object.hasOwn(OWN, field) ? OWN[field]?.(project) : OF_ACTIVITY[field]?.(activities.get(project.id));
        const order = compareValues(valueOf(a), valueOf(b), direction);
        if (order !== 0) return order;
      }
      return a.id < b.id ? 1 : -1;
    },
  };
}

function compareValues(a: Value, b: Value, direction: 'ASC' | 'DESC'): number {
  if (a === b) return 0;
  if (a === null || a === undefined) return b === null || b === undefined ? 0 : 1;
  if (b === null || b === undefined) return -1;
  return a < b === (direction === 'ASC') ? -1 : 1;
}
