import { type Settings } from '@vitrine/core';
import type { Command } from 'commander';
/** What the commands that talk to a server as a client take. */
export interface ConnectionFlags {
    url?: string;
    apiKey?: string;
    workspace?: string;
}
/** Adds the options that say which server is meant, and as whom. */
export declare function withConnection(command: Command): Command;
/**
 * The settings of the client that the flags mean: what they leave out comes from the environment, `.env` and
 * `~/.vitrine.json`.
 *
 * @throws where one has a value that is not accepted
 */
export declare function connectionOf({ url, apiKey, workspace }: ConnectionFlags): Settings;
//# sourceMappingURL=connection-options.d.ts.map