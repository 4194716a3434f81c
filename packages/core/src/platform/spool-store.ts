/** A spooled request's file, in the order in which they came. */
export interface SpooledFile {
  name: string;
  /** Which kind of writes it holds. */
  kind: string;
  items: number;
  bytes: number;
}

/** How a spool is set up. */
export interface SpoolOptions {
  /** The directory of all spools; the platform's own where absent. */
  directory: string | undefined;
  /** Whose writes they are: those of another server, key or workspace are kept apart. */
  identity: string;
  /** The most that it may hold, in bytes. */
  maxBytes: number;
}

/** Keeps requests on disk until they are delivered. */
export interface SpoolStore {
  /** Where. */
  readonly directory: string;
  readonly items: number;
  readonly bytes: number;
  /** Keeps a request; false, and nothing kept, where it is full. Rejects where the disk cannot be written. */
  put(kind: string, items: number, content: string | Uint8Array): Promise<boolean>;
  /** The same at once, for a process that ends. It throws where the disk cannot be written. */
  putSync(kind: string, items: number, content: string | Uint8Array): boolean;
  /** Takes over what processes have left that are no more. Gives the number of writes. */
  adopt(): Promise<number>;
  /** The oldest requests. */
  oldest(count: number): readonly SpooledFile[];
  read(file: SpooledFile): Promise<Uint8Array>;
  remove(file: SpooledFile): Promise<void>;
  /** Says that its owner is alive. */
  touch(): Promise<void>;
  /** Takes the directory away where nothing is left in it. */
  close(): Promise<void>;
}
