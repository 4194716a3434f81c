import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { DEFAULT_WORKSPACE, serverPrincipal } from '../../platform/auth/principal.ts';
import { withDataOptions, withResources, type DataFlags } from '../resources/with-resources.ts';

interface Flags extends DataFlags {
  workspace: string;
  unpriced?: boolean;
  from?: string;
  to?: string;
}

/** `vitrine reprice`: prices stored spans again, even while a server uses the same data. */
export function repriceCommand(): Command {
  return withDataOptions(new Command('reprice'))
    .description('Prices stored spans again, except spans whose cost was set by the client.')
    .option('--workspace <name>', 'workspace whose spans are priced, with its prices', DEFAULT_WORKSPACE)
    .option('--unpriced', 'only spans whose model had no price')
    .option('--from <time>', 'only spans that started at or after this day or time, such as 2026-01-31', time)
    .option('--to <time>', 'only spans that started before this day or time', time)
    .action((_flags, command: Command) => reprice(command));
}

async function reprice(command: Command): Promise<void> {
  // The parent command has the first two options as well and receives their values.
  const { workspace, unpriced, from, to, ...flags } = command.optsWithGlobals<Flags>();
  await withResources(flags, async ({ repricing }) => {
    const query = { only_unpriced: unpriced, from_time: from, to_time: to };
    const counts = await repricing.run(serverPrincipal(workspace), query);
    console.log(
      `${counts.looked_at} spans looked at, ${counts.repriced} priced again; ` +
        `the models of ${counts.unpriced} spans have no known price.`,
    );
  });
}

function time(text: string): string {
  const parsed = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).safeParse(text);
  if (!parsed.success)
    throw new InvalidArgumentError('Expected a day such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z.');
  return new Date(parsed.data).toISOString();
}
