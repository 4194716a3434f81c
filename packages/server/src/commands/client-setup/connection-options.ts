import { readSettings, type Settings, type VitrineOptions } from '@vitrine/core';
import type { Command } from 'commander';

/** Options of the commands that use a server as a client. */
export interface ConnectionFlags {
  url?: string;
  apiKey?: string;
  workspace?: string;
}

/** Adds the options that choose a server and the credentials. */
export function withConnection(command: Command): Command {
  return command
    .option('--url <url>', 'URL at which the server is mounted (VITRINE_URL)')
    .option('--api-key <key>', 'VITRINE_API_KEY')
    .option('--workspace <name>', 'VITRINE_WORKSPACE');
}

/**
 * Returns the settings of the client. Settings that the flags leave out come from the environment, `.env` and
 * `~/.vitrine.json`.
 *
 * @throws if a setting has a value that is not accepted
 */
export function connectionOf({ url, apiKey, workspace }: ConnectionFlags): Settings {
  const given: VitrineOptions = { url, apiKey, workspace };
  const { values, faults } = readSettings(given);
  if (faults.length > 0) throw new Error(faults.join('; '));
  return values;
}
