import type { ErrorInfo } from '@vitrine/core/model';
/** What a row says of an error: its class and message, without the stack. */
export declare function errorSummary(stored: string): Pick<ErrorInfo, 'exception_type' | 'message'> | null;
//# sourceMappingURL=error-summary.d.ts.map