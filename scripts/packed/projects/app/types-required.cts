import core = require('@vitrine/core');
import server = require('@vitrine/server');

const vitrine = server.createVitrine();
new core.Vitrine().trace({ name: 'typed' }).end();
// @ts-expect-error A path is not a request.
vitrine.router('/vitrine');
