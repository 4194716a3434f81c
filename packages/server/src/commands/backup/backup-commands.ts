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
      .description('Copies what the embedded engine keeps into a directory; servers may go on writing.')
      .argument('<directory>', 'absent or empty')
      .option('--data-dir <path>', 'where the embedded engine keeps its data (VITRINE_DATA_DIR)')
      .action((directory: string, _flags, command: Command) =>
        report(command, (options) => backUp(options, directory), `is in ${directory}`),
      ),
    new Command('restore')
      .description('Puts a backup into a data directory that no server uses.')
      .argument('<directory>', 'what `vitrine backup` has made')
      .option('--data-dir <path>', 'where the embedded engine keeps its data (VITRINE_DATA_DIR)')
      .option('--force', 'put it in the place of the data that is there')
      .action((directory: string, { force }: Flags, command: Command) =>
        report(command, (options) => restore(options, directory, { force: force ?? false }), 'is restored'),
      ),
  ];
}

async function report(command: Command, run: (options: Options) => Promise<Manifest>, done: string): Promise<void> {
  // The command above it knows the data directory as well, and takes it.
  const { dataDir } = command.optsWithGlobals<Flags>();
  try {
    const { created_at, schema } = await run(completeOptions({ ...(dataDir && { dataDir }) }));
    console.log(`The backup of ${created_at} (schema ${schema}) ${done}.`);
  } catch (error) {
    console.error(`error: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
