export * from 'opik-vercel';
