/** Where the API of a server is, whether its url says `/api` or not. */
export declare function apiUrl(url: string): string;
//# sourceMappingURL=api-url.d.ts.map