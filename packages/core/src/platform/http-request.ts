/** One HTTP request, as the platforms make it. */
export interface HttpRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string | Uint8Array | undefined;
  /** How long the whole of it may take, in ms. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** True lets a process end while it waits for the answer. */
  isBackground?: boolean | undefined;
}

/** What came back, read to its end. */
export interface HttpResponse {
  status: number;
  /** A header by its lower-case name. */
  header: (name: string) => string | undefined;
  text: string;
}
