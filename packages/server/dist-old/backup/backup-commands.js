import { Command } from 'commander';
import { completeOptions } from '../options.js';
import { backUp } from './backup.js';
import { restore } from './restore.js';
/** `vitrine backup DIR` and `vitrine restore DIR`. */
export function backupCommands() {
    return [
        new Command('backup')
            .description('Copies what the embedded engine keeps into a directory; servers may go on writing.')
            .argument('<directory>', 'absent or empty')
            .option('--data-dir <path>', 'where the embedded engine keeps its data (VITRINE_DATA_DIR)')
            .action((directory, _flags, command) => report(command, (options) => backUp(options, directory), `is in ${directory}`)),
        new Command('restore')
            .description('Puts a backup into a data directory that no server uses.')
            .argument('<directory>', 'what `vitrine backup` has made')
            .option('--data-dir <path>', 'where the embedded engine keeps its data (VITRINE_DATA_DIR)')
            .option('--force', 'put it in the place of the data that is there')
            .action((directory, { force }, command) => report(command, (options) => restore(options, directory, { force: force ?? false }), 'is restored')),
    ];
}
async function report(command, run, done) {
    // The command above it knows the data directory as well, and takes it.
    const { dataDir } = command.optsWithGlobals();
    try {
        const { created_at, schema } = await run(completeOptions({ ...(dataDir && { dataDir }) }));
        console.log(`The backup of ${created_at} (schema ${schema}) ${done}.`);
    }
    catch (error) {
        console.error(`error: ${error.message}`);
        process.exitCode = 1;
    }
}
//# sourceMappingURL=backup-commands.js.map