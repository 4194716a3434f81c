import { z } from 'zod';

const Common = {
  /** UUIDv7. Default: the server makes one. */
  id: z.string().nullish(),
  name: z.string().trim().min(1, 'a feedback definition needs a name').max(150),
  description: z.string().max(1_000).nullish(),
};

const Numerical = z
  .object({ min: z.number(), max: z.number() })
  .refine(({ min, max }) => min < max, { error: 'min must be below max', path: ['min'] });

const Categorical = z.object({
  categories: z
    .record(z.string().min(1), z.number())
    .refine((categories) => Object.keys(categories).length > 0, 'at least one category is needed'),
});

const Label = z.string().trim().min(1).max(150);

/** Values that a score may have: a range of numbers, named categories with a value each, or two labels. */
export const FeedbackDefinitionWrite = z.discriminatedUnion('type', [
  z.object({ ...Common, type: z.literal('numerical'), details: Numerical }),
  z.object({ ...Common, type: z.literal('categorical'), details: Categorical }),
  z.object({ ...Common, type: z.literal('boolean'), details: z.object({ trueLabel: Label, falseLabel: Label }) }),
]);
export type FeedbackDefinitionWrite = z.infer<typeof FeedbackDefinitionWrite>;

/** A feedback definition as clients read it. */
export type FeedbackDefinition = Pick<FeedbackDefinitionWrite, 'name' | 'type' | 'details'> & {
  id: string;
  description?: string;
  created_at: string;
  created_by: string;
  last_updated_at: string;
  last_updated_by: string;
};
