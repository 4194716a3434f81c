/** One thing that was looked at. */
export interface Check {
    name: string;
    isFine: boolean;
    /** What was found, and what to do where it is not fine. */
    found: string;
}
/** Looks whether a server answers at the url, whether it is a Vitrine, whether its storage works and the key is taken. */
export declare function checkConnection(connection: {
    url: string;
    apiKey?: string | undefined;
    workspace?: string | undefined;
}): Promise<Check[]>;
//# sourceMappingURL=check-connection.d.ts.map