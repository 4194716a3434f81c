/** An HTTP request, as a platform makes it. */
export interface HttpRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string | Uint8Array | undefined;
  /** Timeout of the whole request, in ms. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** Whether the process may end while the request waits for its response. */
  isBackground?: boolean | undefined;
}

/** An HTTP response, with its whole body. */
export interface HttpResponse {
  status: number;
  /** Returns a header by its lower-case name. */
  header: (name: string) => string | undefined;
  text: string;
}
