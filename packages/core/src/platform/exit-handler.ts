/** Handler for the end of a process, or for the user leaving a page. */
export interface ExitHandler {
  /** Called when the event loop is empty, or on SIGTERM. The process waits for the promise. */
  flush(): Promise<void>;
  /** Called last, when only synchronous work is possible. */
  save(): void;
}
