import { createVitrine } from '@vitrine/server';

export const vitrine = createVitrine({ auth: 'local' });
