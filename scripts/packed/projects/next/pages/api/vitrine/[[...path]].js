import express from 'express';
import { vitrine } from '../../../lib/vitrine';

let app;

export default function handler(request, response) {
  app ??= express().use('/api/vitrine', vitrine().router);
  app(request, response);
}

export const config = { api: { bodyParser: false, externalResolver: true } };
