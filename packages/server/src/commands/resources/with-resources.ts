import type { Command } from 'commander';
import { completeOptions } from '../../server/options.ts';
import { openResources, type Resources } from '../../server/resources.ts';

/** Maximum time to wait for the storage, in ms. */
const READY_MS = 60_000;

/** Options that name the data of a server. */
export interface DataFlags {
  dataDir?: string;
  clickhouseUrl?: string;
}

/** Adds the options that name the data of a server to a command. */
export function withDataOptions(command: Command): Command {
  return command
    .option('--data-dir <path>', 'data directory of the embedded engine (VITRINE_DATA_DIR)')
    .option(
      '--clickhouse-url <url>',
      'URL of a ClickHouse server to use instead of the embedded engine (VITRINE_CLICKHOUSE_URL)',
    );
}

/** Runs the work of a command on the data of a server, which may run meanwhile. An error is printed. */
export async function withResources(
  { dataDir, clickhouseUrl }: DataFlags,
  work: (resources: Resources) => Promise<void>,
): Promise<void> {
  const resources = openResources(
    completeOptions({ ...(dataDir && { dataDir }), ...(clickhouseUrl && { clickhouse: { url: clickhouseUrl } }) }),
  );
  try {
    await resources.database.health.ready(READY_MS);
    await work(resources);
  } catch (error) {
    console.error(`error: ${(error as Error).message}`);
    process.exitCode = 1;
  } finally {
    await resources.close();
  }
}
