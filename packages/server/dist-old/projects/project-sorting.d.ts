import type { Project } from '@vitrine/core/model';
import type { Activity } from './project-activity.ts';
type Activities = ReadonlyMap<string, Activity>;
/** The fields that projects can be sorted by. */
export declare const SORTABLE: string[];
/**
 * How a list of projects is ordered: by the `sorting` of the query, then the newest first. What is absent stands last.
 *
 * @returns `ofActivity`: whether the order needs what happened in the projects
 * @throws {ApiError} 400 where `sorting` is not the JSON that is accepted, or names another field
 */
export declare function projectSorting(sorting: string | undefined): {
    ofActivity: boolean;
    compare: (activities: Activities) => (a: Project, b: Project) => number;
};
export {};
//# sourceMappingURL=project-sorting.d.ts.map