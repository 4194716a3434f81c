import type { Operations } from './operation.ts';
/** The OpenAPI 3.1 document of some operations, made of the schemas that their routes parse with. */
export declare function openApiDocument(operations: Operations, mount: string): object;
//# sourceMappingURL=document.d.ts.map