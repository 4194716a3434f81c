import { Command } from 'commander';
/** `vitrine configure`: writes `~/.vitrine.json`, which clients and these commands read. */
export declare function configureCommand(): Command;
//# sourceMappingURL=configure-command.d.ts.map