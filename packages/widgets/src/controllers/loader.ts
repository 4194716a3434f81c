import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ViewError } from '../data/view-error.ts';

/** Options of a {@link Loader}. */
export interface LoaderOptions<T> {
  load(signal: AbortSignal): Promise<T>;
  /** Returns the time until the next load in ms, or undefined for no other load. It is called after each load. */
  refreshAfter?(value: T): number | undefined;
  /**
   * Returns whether the error of a first load only means that the value has not been stored yet. The value is then
   * still loading: there is no `error`, and the next try follows soon.
   */
  isEarly?(error: Error): boolean;
  /** Whether the last value stays while the value of another key of the same client loads, as in the pages of a list. */
  keep?: boolean;
}

/** Maximum time between two tries of a load that fails, in ms. */
const MAX_WAIT_MS = 30_000;
/** Time until the second try of a first load that failed, in ms. It doubles with each further try. */
const RETRY_MS = 2_000;
/** Time between two tries of a value that has not been stored yet, in ms. */
const EARLY_MS = 500;

/** Returns whether a request that failed may succeed later: the server was not reached, is busy or had a fault. */
function isPassing(error: Error): boolean {
  return error instanceof ViewError && (error.status === 0 || error.status === 429 || error.status >= 500);
}

/**
 * Loads one value from the server for an element. A refresh keeps the value until it succeeds. A load that failed
 * because the server was not reached, is busy or had a fault is tried again. Both wait while the page is hidden. Nothing
 * is requested for an element that is not in the page.
 *
 * It is not `@lit/task`, because the largest part would have to be built around a task: refreshing on a schedule with
 * back-off, waiting while the page is hidden, and keeping a value while another one loads.
 *
 * @example
 * private readonly trace = new Loader<TraceView>(this, { load: (signal) => client.trace(this.traceId, signal) });
 * override willUpdate() { this.trace.want(this.traceId, this.client); }
 */
export class Loader<T> implements ReactiveController {
  value: T | undefined;
  /** Error of the last load. The value of an earlier load may still be set. */
  error: Error | undefined;
  loading = false;

  private readonly host: ReactiveControllerHost;
  private readonly options: LoaderOptions<T>;
  private key: string | undefined;
  private client: object | undefined;
  private isConnected = false;
  /** Whether a load was due while the element was not in the page. */
  private isDue = false;
  private request: AbortController | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;

  constructor(host: ReactiveControllerHost, options: LoaderOptions<T>) {
    this.host = host;
    this.options = options;
    host.addController(this);
  }

  /**
   * Loads if the key or the client has changed. Nothing is loaded if either is undefined. The value of another client is
   * dropped, because another user may be signed in.
   */
  want(key: string | undefined, client: object | undefined): void {
    const wanted = client === undefined ? undefined : key;
    if (wanted === this.key && client === this.client) return;
    if (this.options.keep !== true || wanted === undefined || client !== this.client) this.value = undefined;
    this.key = wanted;
    this.client = client;
    this.error = undefined;
    this.failures = 0;
    this.refresh();
  }

  /** Loads again, with the same key. */
  refresh(): void {
    this.stop();
    if (this.key === undefined) return;
    if (this.isConnected) void this.run();
    else this.isDue = true;
  }

  hostConnected(): void {
    this.isConnected = true;
    if (this.isDue || this.value === undefined) this.refresh();
    else this.plan();
  }

  hostDisconnected(): void {
    this.isConnected = false;
    this.stop();
  }

  private stop(): void {
    this.request?.abort();
    this.request = undefined;
    this.loading = false;
    clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.refreshWhenVisible);
  }

  private async run(): Promise<void> {
    const request = new AbortController();
    this.request = request;
    this.isDue = false;
    this.loading = true;
    this.host.requestUpdate();
    try {
      const value = await this.options.load(request.signal);
      if (request.signal.aborted) return;
      this.value = value;
      this.error = undefined;
      this.failures = 0;
    } catch (error) {
      if (request.signal.aborted) return;
      const failure = error instanceof Error ? error : new Error(String(error));
      if (this.value === undefined && this.options.isEarly?.(failure) === true) {
        this.schedule(EARLY_MS);
        return;
      }
      this.error = failure;
      this.failures++;
    }
    this.loading = false;
    this.plan();
    this.host.requestUpdate();
  }

  private plan(): void {
    if (this.value !== undefined) {
      const wait = this.options.refreshAfter?.(this.value);
      if (wait !== undefined) this.schedule(wait * 2 ** this.failures);
    } else if (this.error !== undefined && isPassing(this.error)) {
      this.schedule(RETRY_MS * 2 ** (this.failures - 1));
    }
  }

  private schedule(waitMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.refreshWhenVisible, Math.min(waitMs, MAX_WAIT_MS));
  }

  private readonly refreshWhenVisible = (): void => {
    if (!document.hidden) this.refresh();
    else document.addEventListener('visibilitychange', this.refreshWhenVisible, { once: true });
  };
}
