import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { DEFAULT_WORKSPACE, SERVER_PRINCIPAL } from '../auth/principal.js';
import { completeOptions } from '../options.js';
import { openResources } from '../resources.js';
/** How long to wait for the storage, in ms. */
const READY_MS = 60_000;
/** `vitrine reprice`: prices stored spans again, also while a server runs on the same data. */
export function repriceCommand() {
    return new Command('reprice')
        .description('Prices stored spans again, except those whose client said what they cost.')
        .option('--data-dir <path>', 'where the embedded engine keeps its data (VITRINE_DATA_DIR)')
        .option('--clickhouse-url <url>', 'a ClickHouse server in place of the embedded engine (VITRINE_CLICKHOUSE_URL)')
        .option('--workspace <name>', 'the workspace whose spans are priced, by its prices', DEFAULT_WORKSPACE)
        .option('--unpriced', 'only spans whose model had no price')
        .option('--from <time>', 'only spans that started at this day or time, or later: 2026-01-31', time)
        .option('--to <time>', 'only spans that started before this day or time', time)
        .action((_flags, command) => reprice(command));
}
async function reprice(command) {
    // The command above it knows the first two as well, and takes them.
    const { dataDir, clickhouseUrl, workspace, unpriced, from, to } = command.optsWithGlobals();
    const resources = openResources(completeOptions({ ...(dataDir && { dataDir }), ...(clickhouseUrl && { clickhouse: { url: clickhouseUrl } }) }));
    try {
        await resources.database.health.ready(READY_MS);
        const query = { only_unpriced: unpriced, from_time: from, to_time: to };
        const counts = await resources.repricing.run({ ...SERVER_PRINCIPAL, workspace }, query);
        console.log(`${counts.looked_at} spans looked at, ${counts.repriced} priced again; ` +
            `of ${counts.unpriced} no price is known for the model.`);
    }
    catch (error) {
        console.error(`error: ${error.message}`);
        process.exitCode = 1;
    }
    finally {
        await resources.close();
    }
}
function time(text) {
    const parsed = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).safeParse(text);
    if (!parsed.success)
        throw new InvalidArgumentError('a day such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z');
    return new Date(parsed.data).toISOString();
}
//# sourceMappingURL=reprice-command.js.map