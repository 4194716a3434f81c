export * from 'opik-gemini';
