/** Content of the configuration file: `~/.vitrine.json`, or the file that `VITRINE_CONFIG_PATH` names. */
export interface ConfigFile {
  path: string;
  /** Values by the names of the client's options; empty if there is no file. */
  values: Readonly<Record<string, unknown>>;
  /** Why the file could not be read, if it exists. */
  fault?: string | undefined;
}
