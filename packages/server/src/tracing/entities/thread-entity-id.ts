/**
 * Returns the entity id of a thread in scores and comments. It contains the project, because a thread id is unique only
 * within a project.
 */
export function threadEntityId(projectId: string, threadId: string): string {
  return `${projectId}/${threadId}`;
}
