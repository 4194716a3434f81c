/** A file on the disk of this machine. */
export interface LocalFile {
  /** Name without directories. */
  name: string;
  /** Size in bytes. */
  size: number;
  /** Reads the bytes from one position up to before another. */
  read: (from: number, to: number) => Promise<Uint8Array>;
}
