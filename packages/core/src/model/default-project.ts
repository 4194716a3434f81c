/** Name of the project for records that name none. It always exists. */
export const DEFAULT_PROJECT = 'Default Project';
