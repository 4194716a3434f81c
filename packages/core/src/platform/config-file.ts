/** What a configuration file says: `~/.vitrine.json`, or the file that `VITRINE_CONFIG_PATH` names. */
export interface ConfigFile {
  path: string;
  /** By the names of the client's options; empty where there is no file. */
  values: Readonly<Record<string, unknown>>;
  /** Why it could not be read, where it is there. */
  fault?: string | undefined;
}
