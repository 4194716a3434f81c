import 'reflect-metadata';
import { Module } from '@nestjs/common';

/** An app without routes of its own. */
// oxlint-disable-next-line typescript/no-extraneous-class
export class AppModule {}
Module({})(AppModule);
