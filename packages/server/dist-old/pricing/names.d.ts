/**
 * The catalog's id of a provider, by the name that an SDK sends: `openai.chat` is `openai`, `google_vertexai` is
 * `google`. One that has no other name in the table stays as it is; '' where it names none.
 */
export declare function catalogProvider(name: string): string;
/** A provider's id ('' for any) and a model's name to look up. */
interface ModelName {
    provider: string;
    model: string;
}
/**
 * The names under which a model may stand in the catalog, the likeliest first: as it was sent, without what a cloud
 * writes around it, with the vendor in front of a slash as its provider (`openai/gpt-4o`), without its date; then the
 * same of any provider.
 */
export declare function modelNames(provider: string, sent: string): ModelName[];
export {};
//# sourceMappingURL=names.d.ts.map