export * from 'opik-langchain';
