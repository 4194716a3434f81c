/** What is done when a process ends, or a page is left. */
export interface ExitHandler {
  /** When there is nothing more to do, or SIGTERM has come; what it starts is waited for. */
  flush(): Promise<void>;
  /** At the very end, where nothing can be waited for. */
  keep(): void;
}
