/** The entity id of a thread in scores and comments: its project's id and its own, because a thread's id is unique only within a project. */
export function threadEntityId(projectId: string, threadId: string): string {
  return `${projectId}/${threadId}`;
}
