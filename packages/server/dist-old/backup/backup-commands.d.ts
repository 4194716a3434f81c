import { Command } from 'commander';
/** `vitrine backup DIR` and `vitrine restore DIR`. */
export declare function backupCommands(): Command[];
//# sourceMappingURL=backup-commands.d.ts.map