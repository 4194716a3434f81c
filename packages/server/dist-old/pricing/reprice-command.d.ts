import { Command } from 'commander';
/** `vitrine reprice`: prices stored spans again, also while a server runs on the same data. */
export declare function repriceCommand(): Command;
//# sourceMappingURL=reprice-command.d.ts.map