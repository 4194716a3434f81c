import { readSettings, type Settings, type VitrineOptions } from '@vitrine/core';
import type { Command } from 'commander';

/** What the commands that talk to a server as a client take. */
export interface ConnectionFlags {
  url?: string;
  apiKey?: string;
  workspace?: string;
}

/** Adds the options that say which server is meant, and as whom. */
export function withConnection(command: Command): Command {
  return command
    .option('--url <url>', 'where the server is mounted (VITRINE_URL)')
    .option('--api-key <key>', 'VITRINE_API_KEY')
    .option('--workspace <name>', 'VITRINE_WORKSPACE');
}

/**
 * The settings of the client that the flags mean: what they leave out comes from the environment, `.env` and
 * `~/.vitrine.json`.
 *
 * @throws where one has a value that is not accepted
 */
export function connectionOf({ url, apiKey, workspace }: ConnectionFlags): Settings {
  const given: VitrineOptions = { url, apiKey, workspace };
  const { values, faults } = readSettings(given);
  if (faults.length > 0) throw new Error(faults.join('; '));
  return values;
}
