import type { SetupResult } from '../../../../server/src/contracts/setup';

export type Step = SetupResult['steps'][number];

/** Where the work of a step is done. `base` is the plugin's address inside the admin. */
export type StepLink =
  | { kind: 'page'; to: string }
  | { kind: 'settings'; to: string }
  | { kind: 'meta'; href: string };

const links = {
  number: { kind: 'settings', to: '/settings/whatsapp/numbers?connect=1' },
  webhook: { kind: 'settings', to: '/settings/whatsapp/numbers' },
  'first-message': { kind: 'page', to: 'inbox' },
  payment: { kind: 'meta', href: 'https://business.facebook.com/billing_hub/payment_settings' },
  'consent-rules': { kind: 'settings', to: '/settings/whatsapp/consent' },
  people: { kind: 'page', to: 'contacts' },
  team: { kind: 'settings', to: '/settings/roles' },
} as const satisfies Partial<Record<Step['key'], StepLink>>;

/** Something in this admin does the step; a line in `.env` or the host's address is written elsewhere. */
export const isLinked = (key: Step['key']): key is keyof typeof links => key in links;

/** The way to do a step; null = nothing in this admin does it. */
export const linkOf = (key: Step['key']): StepLink | null => (isLinked(key) ? links[key] : null);

/** 0–100, whole; an empty list is not "all done". */
export const percentDone = ({ done, steps }: Pick<SetupResult, 'done' | 'steps'>): number =>
  steps.length === 0 ? 0 : Math.round((100 * done) / steps.length);

/** Which button the sample card offers; `hint` = none, and why. */
export const sampleDeed = (sample: SetupResult['sample']): 'load' | 'remove' | 'hint' => {
  if (sample.loaded || sample.rows > 0) return 'remove';
  return sample.allowed ? 'load' : 'hint';
};

/** The line of `config/plugins` by which Strapi's upload refuses these types. */
export const deniedTypesLine = (types: readonly string[]): string =>
  `upload: { config: { security: { deniedTypes: [${types.map((type) => `'${type}'`).join(', ')}] } } },`;
