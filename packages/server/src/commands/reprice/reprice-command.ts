import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { DEFAULT_WORKSPACE, SERVER_PRINCIPAL } from '../../platform/auth/principal.ts';
import { completeOptions } from '../../server/options.ts';
import { openResources } from '../../server/resources.ts';

interface Flags {
  dataDir?: string;
  clickhouseUrl?: string;
  workspace: string;
  unpriced?: boolean;
  from?: string;
  to?: string;
}

/** How long to wait for the storage, in ms. */
const READY_MS = 60_000;

/** `vitrine reprice`: prices stored spans again, also while a server runs on the same data. */
export function repriceCommand(): Command {
  return new Command('reprice')
    .description('Prices stored spans again, except those whose client said what they cost.')
    .option('--data-dir <path>', 'where the embedded engine keeps its data (VITRINE_DATA_DIR)')
    .option('--clickhouse-url <url>', 'a ClickHouse server in place of the embedded engine (VITRINE_CLICKHOUSE_URL)')
    .option('--workspace <name>', 'the workspace whose spans are priced, by its prices', DEFAULT_WORKSPACE)
    .option('--unpriced', 'only spans whose model had no price')
    .option('--from <time>', 'only spans that started at this day or time, or later: 2026-01-31', time)
    .option('--to <time>', 'only spans that started before this day or time', time)
    .action((_flags, command: Command) => reprice(command));
}

async function reprice(command: Command): Promise<void> {
  // The command above it knows the first two as well, and takes them.
  const { dataDir, clickhouseUrl, workspace, unpriced, from, to } = command.optsWithGlobals<Flags>();
  const resources = openResources(
    completeOptions({ ...(dataDir && { dataDir }), ...(clickhouseUrl && { clickhouse: { url: clickhouseUrl } }) }),
  );
  try {
    await resources.database.health.ready(READY_MS);
    const query = { only_unpriced: unpriced, from_time: from, to_time: to };
    const counts = await resources.repricing.run({ ...SERVER_PRINCIPAL, workspace }, query);
    console.log(
      `${counts.looked_at} spans looked at, ${counts.repriced} priced again; ` +
        `of ${counts.unpriced} no price is known for the model.`,
    );
  } catch (error) {
    console.error(`error: ${(error as Error).message}`);
    process.exitCode = 1;
  } finally {
    await resources.close();
  }
}

function time(text: string): string {
  const parsed = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).safeParse(text);
  if (!parsed.success)
    throw new InvalidArgumentError('a day such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z');
  return new Date(parsed.data).toISOString();
}
