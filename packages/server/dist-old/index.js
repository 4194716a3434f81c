import { Vitrine } from '@vitrine/core';
import { directTransport } from './direct-transport.js';
import { createApp } from './http/app.js';
import { completeOptions } from './options.js';
import { openResources } from './resources.js';
/**
 * Makes a Vitrine to mount in an app. It returns at once; the embedded engine starts in the background.
 *
 * @throws where an environment variable has a value that is not accepted
 * @example
 * const vitrine = createVitrine();
 * app.use('/vitrine', vitrine.router);
 */
export function createVitrine(options = {}) {
    const complete = completeOptions(options);
    const resources = openResources(complete);
    const client = new Vitrine({ transport: directTransport(resources), projectName: complete.projectName });
    return {
        router: createApp(complete, resources),
        client,
        ready: (timeoutMs = 60_000) => resources.database.health.ready(timeoutMs),
        async close() {
            await client.close();
            await resources.close();
        },
    };
}
//# sourceMappingURL=index.js.map