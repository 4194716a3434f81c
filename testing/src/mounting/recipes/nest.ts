import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.ts';
import { vitrine } from './vitrine.ts';

export const app = await NestFactory.create(AppModule);
app.use('/vitrine', vitrine.router);
