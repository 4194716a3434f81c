import express from 'express';
import { vitrine } from './vitrine.ts';

export const app = express();
app.use('/vitrine', vitrine.router);
app.use(express.json()); // after Vitrine, which reads its own bodies
