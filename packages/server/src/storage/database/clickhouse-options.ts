/** How the server reaches ClickHouse, and the limits of the embedded engine. */
export interface ClickHouseOptions {
  /** URL of a ClickHouse server; undefined for the embedded engine. */
  url: string | undefined;
  database: string;
  /** Name of the cluster that holds the tables; undefined for one server. */
  cluster: string | undefined;
  username: string;
  password: string;
  /** Maximum memory of the embedded engine, in bytes. */
  memoryLimit: number | undefined;
  /** Maximum size of the embedded engine's data on disk, in bytes; 0 for no limit. */
  maxBytes: number;
}
