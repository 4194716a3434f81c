import { createVitrine } from '@vitrine/server';
import express from 'express';

const vitrine = createVitrine();
const app = express();
app.use('/vitrine', vitrine.router);
app.use(vitrine.router);
// @ts-expect-error A number is not a path: the types of Express are installed.
app.use(1, vitrine.router);
