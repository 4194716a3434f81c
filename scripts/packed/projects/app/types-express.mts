import { createVitrine } from '@vitrine/server';
import express, { type Express } from 'express';

type IsAny<T> = 0 extends 1 & T ? true : false;

export const appIsAny: IsAny<Express> = false;
const vitrine = createVitrine();
const app = express();
app.use('/vitrine', vitrine.router);
app.use(vitrine.router);
