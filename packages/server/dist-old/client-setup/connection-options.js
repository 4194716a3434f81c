import { readSettings } from '@vitrine/core';
/** Adds the options that say which server is meant, and as whom. */
export function withConnection(command) {
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
export function connectionOf({ url, apiKey, workspace }) {
    const given = { url, apiKey, workspace };
    const { values, faults } = readSettings(given);
    if (faults.length > 0)
        throw new Error(faults.join('; '));
    return values;
}
//# sourceMappingURL=connection-options.js.map