import { Router } from 'express';
import type { Resources } from '../../resources.ts';
/** OTLP over HTTP: an export of spans in protobuf or JSON. A bad span is counted in the answer, the rest is stored. */
export declare function otlpRoutes({ otlp, accounting }: Resources): Router;
/** What else an exporter may send: metrics and logs. They are not taken, and the answer says what to do. */
export declare function otlpSignalRoutes(): Router;
//# sourceMappingURL=otlp-routes.d.ts.map