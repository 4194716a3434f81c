import middie from '@fastify/middie';
import fastify from 'fastify';
import { vitrine } from './vitrine.ts';

export const app = fastify();
await app.register(middie);
app.use('/vitrine', vitrine.router);
