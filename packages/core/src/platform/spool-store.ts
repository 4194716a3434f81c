/** The file of a spooled request. */
export interface SpooledFile {
  name: string;
  /** Kind of the writes in the file. */
  kind: string;
  items: number;
  bytes: number;
}

/** Options of a spool. */
export interface SpoolOptions {
  /** Directory of all spools. Default: one in the system's temporary directory. */
  directory: string | undefined;
  /** Identity of the sender: writes for another server, key or workspace are kept apart. */
  identity: string;
  /** Maximum size of the spool, in bytes. */
  maxBytes: number;
}

/** Keeps requests on disk until they are delivered. */
export interface SpoolStore {
  /** Directory of this spool. */
  readonly directory: string;
  readonly items: number;
  readonly bytes: number;
  /** Keeps a request. Returns false if the spool is full. Rejects if the disk cannot be written. */
  put(kind: string, items: number, content: string | Uint8Array): Promise<boolean>;
  /** Keeps a request synchronously, for a process that ends. Throws if the disk cannot be written. */
  putSync(kind: string, items: number, content: string | Uint8Array): boolean;
  /** Takes over the files of processes that have ended. Returns the number of writes. */
  adopt(): Promise<number>;
  /** Returns the oldest requests, in their order. */
  oldest(count: number): readonly SpooledFile[];
  read(file: SpooledFile): Promise<Uint8Array>;
  remove(file: SpooledFile): Promise<void>;
  /** Marks the directory as in use. */
  touch(): Promise<void>;
  /** Deletes the directory if it is empty. */
  close(): Promise<void>;
}
