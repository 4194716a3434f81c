import { Command } from 'commander';
/** `vitrine export DIR` and `vitrine import DIR`: a project as files, from one server to another. */
export declare function transferCommands(): Command[];
//# sourceMappingURL=transfer-commands.d.ts.map