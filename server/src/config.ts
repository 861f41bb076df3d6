import { z } from 'zod';
import { DomainError } from './kernel/errors';
import { checkedInput } from './kernel/refused-input';
import { engineConfigSchema, jobsConfigSchema, readJobs } from './runtime/public';

/** The plugin's settings in the host's `config/plugins`. Everything has a default: an empty object is enough. */
const schema = z.strictObject({
  /** Constants of the engine, for tests and unusual hosts. */
  engine: engineConfigSchema.partial().strict().optional(),
  /** Who wakes the work and what this process does of it (docs/scaling.md). */
  jobs: jobsConfigSchema.optional(),
  /** Where uploaded lists lie until they are imported; `.tmp/whatsapp` of the app when absent. Never a served folder. */
  files: z.strictObject({ folder: z.string().min(1) }).optional(),
  outbound: z
    .strictObject({
      /** May events go to addresses inside the own network, there also by plain http? For development and intranets. */
      allowPrivateAddresses: z.boolean().optional(),
    })
    .optional(),
  channels: z
    .strictObject({
      /** Sends a message that somebody wants by SMS: `async ({ to, text, contactId, topic, id }) => …` (docs/preferences.md). */
      sms: z
        .custom<object>((value) => typeof value === 'function', 'Give it a function.')
        .optional(),
    })
    .optional(),
  /** Another clock, for tests. */
  clock: z.unknown().optional(),
});

const SETTINGS = Object.keys(schema.shape).filter((key) => key !== 'clock');

const PLACE = ['whatsapp', 'config'];

/** Of a setting that there is not, those that there are: a typing error must not be silent. */
const unknownSetting = (value: unknown): string | null => {
  const issue = schema.safeParse(value).error?.issues[0];
  if (issue?.code !== 'unrecognized_keys') return null;
  const unknown = [...PLACE, ...issue.path, issue.keys[0]].join('.');
  return issue.path.length > 0
    ? `${unknown} is not a setting; see docs/operations.md`
    : `${unknown} is not a setting; the settings are ${SETTINGS.join(', ')}`;
};

/** As everywhere, but who reads this edits a file: nothing is sent. */
const inAFile = (remedy: unknown): string =>
  typeof remedy === 'string' ? remedy.replace(/^Send /, 'Write ') : '';

const checked = (value: unknown) => {
  const unknown = unknownSetting(value);
  if (unknown !== null) throw new Error(`config/plugins: ${unknown}`);
  try {
    return checkedInput(schema, value, PLACE);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new Error(
      `config/plugins: ${[error.message, inAFile(error.details.remedy)].join(' ').trim()}`,
      { cause: error }
    );
  }
};

export const config = {
  default: {},
  validator: (value: unknown) => {
    // With the environment: what makes no sense ends the start here, before anything is begun.
    readJobs(checked(value).jobs ?? {}, process.env);
  },
};
