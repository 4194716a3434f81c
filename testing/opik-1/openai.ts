export * from 'opik-openai';
