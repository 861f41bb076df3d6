import { z } from 'zod';
import { engineConfigSchema } from './runtime/public';

/** The plugin's settings in the host's `config/plugins`. Everything has a default: an empty object is enough. */
const schema = z.object({
  /** Constants of the engine, for tests and unusual hosts. */
  engine: engineConfigSchema.partial().optional(),
  /** Another clock, for tests. */
  clock: z.unknown().optional(),
});

export const config = {
  default: {},
  validator: (value: unknown) => {
    const result = schema.safeParse(value);
    if (result.success) return;
    const issue = result.error.issues[0];
    throw new Error(
      `config/plugins: whatsapp.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`
    );
  },
};
