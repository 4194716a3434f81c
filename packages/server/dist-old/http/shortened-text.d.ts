/** The beginning of a text that is longer than so many characters, with `…` behind it; another text as it is. */
export declare function shortenedText(text: string, longest: number): string;
//# sourceMappingURL=shortened-text.d.ts.map