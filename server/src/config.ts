import { z } from 'zod';
import { engineConfigSchema, jobsConfigSchema, readJobs } from './runtime/public';

/** The plugin's settings in the host's `config/plugins`. Everything has a default: an empty object is enough. */
const schema = z.object({
  /** Constants of the engine, for tests and unusual hosts. */
  engine: engineConfigSchema.partial().optional(),
  /** Who wakes the work and what this process does of it (docs/scaling.md). */
  jobs: jobsConfigSchema.optional(),
  /** Where uploaded lists lie until they are imported; `.tmp/whatsapp` of the app when absent. Never a served folder. */
  files: z.object({ folder: z.string().min(1) }).optional(),
  outbound: z
    .object({
      /** May events go to addresses inside the own network, there also by plain http? For development and intranets. */
      allowPrivateAddresses: z.boolean().optional(),
    })
    .optional(),
  channels: z
    .object({
      /** Sends a message that somebody wants by SMS: `async ({ to, text, contactId, topic, id }) => …` (docs/preferences.md). */
      sms: z
        .custom<object>((value) => typeof value === 'function', 'must be a function')
        .optional(),
    })
    .optional(),
  /** Another clock, for tests. */
  clock: z.unknown().optional(),
});

export const config = {
  default: {},
  validator: (value: unknown) => {
    const result = schema.safeParse(value);
    if (result.success) {
      // With the environment: what makes no sense ends the start here, before anything is begun.
      readJobs(result.data.jobs ?? {}, process.env);
      return;
    }
    const issue = result.error.issues[0];
    throw new Error(
      `config/plugins: whatsapp.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`
    );
  },
};
