import 'reflect-metadata';
import { Module } from '@nestjs/common';

/** An app without routes of its own. */
export class AppModule {}
Module({})(AppModule);
