/** Opik's SDK 1, in a separate package, so its integrations resolve the SDK version that they require. */
export * from 'opik';
