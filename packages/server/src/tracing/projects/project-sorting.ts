import type { Project } from '@vitrine/core/model';
import { z } from 'zod';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import type { Activity } from './project-activity.ts';

type Value = string | number | null | undefined;
type Activities = ReadonlyMap<string, Activity>;

/** What a list of projects can be sorted by: what a project says itself, and what happened in it. */
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

/** The fields that projects can be sorted by. */
export const SORTABLE = [...Object.keys(OWN), ...Object.keys(OF_ACTIVITY)];

const Sorting = z.array(z.object({ field: z.string(), direction: z.enum(['ASC', 'DESC']).default('DESC') }));

/**
 * How a list of projects is ordered: by the `sorting` of the query, then the newest first. What is absent stands last.
 *
 * @returns `ofActivity`: whether the order needs what happened in the projects
 * @throws {VitrineError} `malformed` if `sorting` is not the JSON that is accepted, or names another field
 */
export function projectSorting(sorting: string | undefined): {
  ofActivity: boolean;
  compare: (activities: Activities) => (a: Project, b: Project) => number;
} {
  const fields = sorting ? parsed(sorting) : [];
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

function parsed(sorting: string): z.infer<typeof Sorting> {
  const accepted = `sorting takes a JSON array such as [{"field":"name","direction":"ASC"}] with the fields ${SORTABLE.join(', ')}`;
  let fields: z.infer<typeof Sorting>;
  try {
    fields = Sorting.parse(JSON.parse(sorting));
  } catch {
    throw new VitrineError('malformed', accepted);
  }
  const unknown = fields.find(({ field }) => !SORTABLE.includes(field));
  if (unknown) throw new VitrineError('malformed', `cannot sort by "${unknown.field}"; ${accepted}`);
  return fields;
}
