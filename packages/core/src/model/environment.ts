import { z } from 'zod';

/** A lifecycle stage such as `production`, as clients write it. Traces have its name in `environment`. */
export const EnvironmentWrite = z.object({
  /** UUIDv7. Default: the server makes one. */
  id: z.string().nullish(),
  name: z.string().trim().min(1, 'an environment needs a name').max(150),
  description: z.string().max(1_000).nullish(),
  color: z
    .string()
    .regex(/^#[0-9a-f]{3,8}$/i, 'a color is hexadecimal, such as #FF0000')
    .nullish(),
  /** Position in the list. Environments without a position come last, sorted by name. */
  position: z.number().int().nullish(),
});
export type EnvironmentWrite = z.infer<typeof EnvironmentWrite>;

/** An environment as clients read it. */
export interface Environment {
  id: string;
  name: string;
  description?: string;
  color?: string;
  position?: number;
  created_at: string;
  created_by: string;
  last_updated_at: string;
  last_updated_by: string;
}
