/** Which major of Opik's SDK the scenario is to use, `1` or `2`. */
export const MAJOR = process.env['OPIK_MAJOR'];
