/** The type of a file as its first bytes tell it; `application/octet-stream` where they do not. */
export declare function typeOfBytes(bytes: Buffer): string;
/** How the names of files of a type end; `bin` where that is not known. */
export declare function extensionOf(type: string): string;
/** The type of a file by its name. */
export declare function typeOfName(name: string): string;
/** Whether a browser may show a file in place. */
export declare function isSafeImage(type: string): boolean;
/** A media type without parameters, as it may stand in a header; nothing where a text is none. */
export declare function mediaType(text: string | null | undefined): string | undefined;
//# sourceMappingURL=file-types.d.ts.map