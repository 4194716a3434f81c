import { createServer } from 'node:http';
import express from 'express';
import { vitrine } from './vitrine.ts';

export const product = express();
product.use('/vitrine', vitrine.publicRouter);

export const internal = createServer(vitrine.router);
