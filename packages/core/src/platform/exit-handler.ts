/** Handler for the end of a process, or for a page that is left. */
export interface ExitHandler {
  /** Called when the event loop is empty, or on SIGTERM. The process waits for the promise. */
  flush(): Promise<void>;
  /** Called at the very end, when only synchronous work is possible. */
  save(): void;
}
