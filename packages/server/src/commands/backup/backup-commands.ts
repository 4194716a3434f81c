import { Command } from 'commander';
import { completeOptions, type Options } from '../../server/options.ts';
import { backUp } from './backup.ts';
import type { Manifest } from './manifest.ts';
import { restore } from './restore.ts';

interface Flags {
  dataDir?: string;
  force?: boolean;
}

/** `vitrine backup DIR` and `vitrine restore DIR`. */
export function backupCommands(): Command[] {
  return [
    new Command('backup')
      .description('Copies the data of the embedded engine into a directory. Servers may continue to write.')
      .argument('<directory>', 'an empty directory, or one that does not exist yet')
      .option('--data-dir <path>', 'data directory of the embedded engine (VITRINE_DATA_DIR)')
      .action((directory: string, _flags, command: Command) =>
        report(command, (options) => backUp(options, directory), `is in ${directory}`),
      ),
    new Command('restore')
      .description('Restores a backup into a data directory that no server uses.')
      .argument('<directory>', 'a directory made by `vitrine backup`')
      .option('--data-dir <path>', 'data directory of the embedded engine (VITRINE_DATA_DIR)')
      .option('--force', 'replace existing data')
      .action((directory: string, { force }: Flags, command: Command) =>
        report(command, (options) => restore(options, directory, { force: force ?? false }), 'is restored'),
      ),
  ];
}

async function report(command: Command, run: (options: Options) => Promise<Manifest>, done: string): Promise<void> {
  // The parent command has the same option and receives its value.
  const { dataDir } = command.optsWithGlobals<Flags>();
  try {
    const { created_at, schema } = await run(completeOptions({ ...(dataDir && { dataDir }) }));
    console.log(`The backup of ${created_at} (schema ${schema}) ${done}.`);
  } catch (error) {
    console.error(`error: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
