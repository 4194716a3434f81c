/** Name of the project of everything that names none. It exists from the start. */
export const DEFAULT_PROJECT = 'Default Project';
