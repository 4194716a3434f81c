import { type Transport } from '@vitrine/core';
import type { Resources } from './resources.ts';
/** Takes the writes of an SDK client straight into the ingest of the same process, with no HTTP between. */
export declare function directTransport(resources: Resources): Transport;
//# sourceMappingURL=direct-transport.d.ts.map