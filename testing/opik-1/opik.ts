/** Opik's SDK 1, beside the newest: a package of its own, so that its integrations find the SDK that they ask for. */
export * from 'opik';
