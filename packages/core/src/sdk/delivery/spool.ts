import { backgroundTimer } from '#platform';
import type { SpooledFile, SpoolStore } from '../../platform/spool-store.ts';
import { recordText } from '../serialize/wire-fields.ts';
import { type Transport, TransportError } from '../transport/transport.ts';
import type { DeliveryCounts } from './delivery-counts.ts';
import { leaveOutLargest } from './leave-out.ts';
import { ENDPOINTS, MAX_BYTES, MAX_ITEMS, type RecordKind } from './endpoint.ts';
import { sendRecords, type Shrunk } from './send-records.ts';

/** How often a spool pings its server, and how fast it sends its writes. */
export interface SpoolSettings {
  /** Time between two pings of a server that does not answer, in ms. */
  pingIntervalMs: number;
  /** Timeout of a ping, in ms. */
  pingTimeoutMs: number;
  /** Number of spooled requests that are sent before a pause. */
  replayBatchSize: number;
  /** Length of that pause, in ms. */
  replayDelayMs: number;
}

/** Sends an attachment that was kept in a spool. */
export type SendSpooledUpload = (content: Uint8Array, signal: AbortSignal) => Promise<void>;

const UPLOAD = 'upload';
const utf8 = new TextDecoder();

/**
 * Keeps writes on disk while the server does not answer, pings the server, and then sends the writes in their order. As
 * long as it holds any writes, new ones go through it too.
 */
export class Spool {
  readonly #store: SpoolStore;
  readonly #transport: Transport;
  readonly #settings: SpoolSettings;
  readonly #counts: DeliveryCounts;
  readonly #sendUpload: SendSpooledUpload;
  readonly #stop = new AbortController();
  #isOpen = false;
  #isBroken = false;
  #replaying: Promise<void> | undefined;
  #cancelTimer: (() => void) | undefined;
  /** Number of writes of earlier processes that this process took over. */
  recovered = 0;

  constructor(
    store: SpoolStore,
    transport: Transport,
    settings: SpoolSettings,
    counts: DeliveryCounts,
    sendUpload: SendSpooledUpload,
  ) {
    this.#store = store;
    this.#transport = transport;
    this.#settings = settings;
    this.#counts = counts;
    this.#sendUpload = sendUpload;
    this.#later(0, () => void this.#adopt());
  }

  /** Whether new writes go to the disk. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Whether the disk can be written. */
  get works(): boolean {
    return !this.#isBroken;
  }

  get items(): number {
    return this.#store.items;
  }

  get directory(): string {
    return this.#store.directory;
  }

  /** Takes new writes, until the server has all of them. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#later(this.#settings.pingIntervalMs, () => void this.replay());
  }

  /** Keeps writes, or drops them if the spool is full. Returns false if the disk cannot be written. */
  async put(kind: RecordKind, texts: readonly string[]): Promise<boolean> {
    return this.#keep(texts.length, () => this.#store.put(kind, texts.length, texts.join('\n')));
  }

  async putUpload(content: Uint8Array): Promise<boolean> {
    return this.#keep(1, () => this.#store.put(UPLOAD, 1, content));
  }

  async #keep(items: number, put: () => Promise<boolean>): Promise<boolean> {
    if (this.#isBroken) return false;
    try {
      if (!(await put())) this.#full(items);
      this.open();
      return true;
    } catch (error) {
      this.#broken(error);
      return false;
    }
  }

  #full(items: number): void {
    const detail = `${this.#store.directory} holds as much as it may (maxSpoolBytes).`;
    this.#counts.drop('spool full', items, detail);
  }

  #broken(error: unknown): void {
    this.#isBroken = true;
    this.#isOpen = false;
    const message = `Writes cannot be kept on disk and stay in memory: ${String(error)}.`;
    this.#counts.log.once('warn', 'spool', message);
  }

  /** Keeps writes like {@link put}, but synchronously, for a process that ends. */
  putSync(kind: RecordKind, texts: readonly string[]): boolean {
    if (this.#isBroken) return false;
    try {
      if (!this.#store.putSync(kind, texts.length, texts.join('\n'))) this.#full(texts.length);
      return true;
    } catch (error) {
      this.#broken(error);
      return false;
    }
  }

  #later(delayMs: number, then: () => void): void {
    this.#cancelTimer?.();
    this.#cancelTimer = backgroundTimer(then, delayMs);
  }

  async #adopt(): Promise<void> {
    try {
      this.recovered = await this.#store.adopt();
    } catch (error) {
      return this.#broken(error);
    }
    if (this.recovered === 0 || this.#stop.signal.aborted) return;
    this.#counts.log.write('info', `${this.recovered} writes of an earlier process are sent now.`);
    this.#isOpen = true;
    await this.replay();
  }

  /** Sends all kept writes if the server answers, otherwise pings again later. It never rejects. */
  replay(): Promise<void> {
    this.#replaying ??= this.#replay().finally(() => (this.#replaying = undefined));
    return this.#replaying;
  }

  async #replay(): Promise<void> {
    if (!this.#isOpen || this.#stop.signal.aborted) return;
    try {
      await this.#store.touch();
      await this.#transport.ping?.(this.#settings.pingTimeoutMs);
      while (this.#store.items > 0 && !this.#stop.signal.aborted) {
        const files = this.#store.oldest(this.#settings.replayBatchSize);
        for (const run of runsOf(files)) await this.#sendRun(run);
        if (this.#store.items > 0) await this.#pause();
      }
      this.#isOpen = this.#store.items > 0;
    } catch (error) {
      this.#counts.log.write('debug', `The server is not back: ${String(error)}`);
    }
    if (this.#isOpen && !this.#stop.signal.aborted) {
      this.#later(this.#settings.pingIntervalMs, () => void this.replay());
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => this.#later(this.#settings.replayDelayMs, resolve));
  }

  async #sendRun(run: readonly SpooledFile[]): Promise<void> {
    const contents = await Promise.all(run.map((file) => this.#store.read(file).catch(() => undefined)));
    const [{ kind } = { kind: '' }] = run;
    let sent = 0;
    if (kind === UPLOAD) {
      for (const content of contents) if (content !== undefined) sent += await this.#upload(content);
    } else if (Object.hasOwn(ENDPOINTS, kind)) {
      const texts = contents.flatMap((content) => (content === undefined ? [] : utf8.decode(content).split('\n')));
      const records = {
        items: texts,
        write: (text: string, parts: string[]) => void parts.push(text),
        shrink: shrinkText,
      };
      const refusals = await sendRecords(this.#transport, ENDPOINTS[kind as RecordKind], records, this.#stop.signal);
      sent = texts.length;
      for (const { count, reason, detail, isPartial } of refusals) {
        if (isPartial !== true) sent -= count;
        this.#counts.drop(reason, count, detail);
      }
    }
    this.#counts.sent += sent;
    const items = run.reduce((sum, file) => sum + file.items, 0);
    const gone = contents.reduce((sum, content, at) => sum + (content === undefined ? (run[at]?.items ?? 0) : 0), 0);
    this.#counts.drop('spool unreadable', gone, this.#store.directory);
    for (const file of run) await this.#store.remove(file);
    this.#counts.log.write('debug', `${items} ${kind} were sent from the spool.`);
  }

  async #upload(content: Uint8Array): Promise<number> {
    try {
      await this.#sendUpload(content, this.#stop.signal);
      return 1;
    } catch (error) {
      if (error instanceof TransportError && error.retryable) throw error;
      this.#counts.drop('attachment refused', 1, String(error));
      return 0;
    }
  }

  /** Stops sending. Kept writes stay on disk for a later process. */
  async stop(): Promise<void> {
    this.#cancelTimer?.();
    this.#stop.abort();
    await this.#store.close();
  }
}

/** Returns the text of a record without its largest content. */
function shrinkText(text: string, limit: string): Shrunk<string> | undefined {
  const record = JSON.parse(text) as Record<string, unknown>;
  const fields = Object.fromEntries(Object.entries(record).map(([field, value]) => [field, JSON.stringify(value)]));
  const leftOut = leaveOutLargest(fields, limit);
  return leftOut && { item: recordText(fields), leftOut };
}

/** Splits files into runs of one kind that each fit into one request. */
function runsOf(files: readonly SpooledFile[]): SpooledFile[][] {
  const runs: SpooledFile[][] = [];
  let items = 0;
  let bytes = 0;
  for (const file of files) {
    const run = runs.at(-1);
    const fits = items + file.items <= MAX_ITEMS && bytes + file.bytes <= MAX_BYTES;
    if (run !== undefined && run[0]?.kind === file.kind && fits) {
      run.push(file);
      items += file.items;
      bytes += file.bytes;
    } else {
      runs.push([file]);
      ({ items, bytes } = file);
    }
  }
  return runs;
}
