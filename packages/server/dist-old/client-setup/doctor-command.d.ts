import { Command } from 'commander';
/** `vitrine doctor`: says what a client would be set up as here, and whether its server is there. */
export declare function doctorCommand(): Command;
//# sourceMappingURL=doctor-command.d.ts.map