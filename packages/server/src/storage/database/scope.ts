import type { Id } from '@vitrine/core/model';

/** A conversation: thread ids are unique within a project only. */
export interface ThreadKey {
  project_id: Id;
  thread_id: string;
}

/** Traces that a caller may see: those that match all given conditions. */
interface TraceScope {
  ids?: readonly Id[];
  threads?: readonly ThreadKey[];
  /** The traces' `user_id`. */
  user?: string;
  /** A condition on columns of `traces`, in SQL without parameters. */
  condition?: string;
}

/** What a caller may see of its workspace. */
export interface Scope {
  projects: 'all' | readonly Id[];
  /** If left out, all traces of the projects. */
  traces?: TraceScope;
}

/** The scope of callers that may see their whole workspace. */
export const WHOLE: Scope = { projects: 'all' };

/** Whether a scope contains a project. */
export function hasProject({ projects }: Scope, id: string): boolean {
  return projects === 'all' || projects.includes(id);
}
