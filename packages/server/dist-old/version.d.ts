/** The version of this package. */
export declare const VERSION: string;
//# sourceMappingURL=version.d.ts.map