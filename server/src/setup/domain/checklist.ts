import type { SetupResult } from '../../contracts/setup';

type Step = SetupResult['steps'][number];

/** What the server found out; each step follows from it, none from a click except payment. */
export interface SetupFacts {
  encryptionKey: boolean;
  webhookUrl: string;
  webhookReachable: boolean;
  numbers: { status: string; label: string; simulator: boolean; lastEventAt: number | null }[];
  messageAccepted: boolean;
  paymentTicked: boolean;
  /** Somebody's consent is recorded. */
  consents: boolean;
  /** As many as the page Contacts shows, and how many of them are sample data. */
  people: number;
  samplePeople: number;
  /** Roles beside the super administrator that may use the plugin. */
  teamRoles: number;
}

const step = (key: Step['key'], state: Step['state'], detail: string | null = null): Step => ({
  key,
  state,
  detail,
});
const doneIf = (key: Step['key'], done: boolean, detail: string | null = null): Step =>
  step(key, done ? 'done' : 'open', detail);

const BROKEN = new Set(['token-refused', 'token-unreadable', 'disconnected']);

const numberStep = ({ numbers }: SetupFacts): Step => {
  const connected = numbers.find((one) => one.status === 'connected');
  if (connected) return step('number', 'done', connected.label);
  const broken = numbers.find((one) => BROKEN.has(one.status));
  return broken ? step('number', 'problem', broken.label) : step('number', 'open');
};

/** The simulator runs beside Strapi and needs no public address; a real number does. */
const publicUrlStep = ({ webhookReachable, webhookUrl, numbers }: SetupFacts): Step => {
  const real = numbers.some((one) => !one.simulator);
  if (webhookReachable || (numbers.length > 0 && !real))
    return step('public-url', 'done', webhookUrl);
  return step('public-url', real ? 'problem' : 'open', webhookUrl);
};

/** The steps of the checklist, in their order. */
export const setupSteps = (facts: SetupFacts): Step[] => [
  facts.encryptionKey ? step('encryption-key', 'done') : step('encryption-key', 'problem'),
  publicUrlStep(facts),
  numberStep(facts),
  doneIf(
    'webhook',
    facts.numbers.some((one) => one.lastEventAt !== null)
  ),
  doneIf('first-message', facts.messageAccepted),
  doneIf('payment', facts.paymentTicked),
  doneIf('consent-rules', facts.consents),
  doneIf(
    'people',
    facts.people > facts.samplePeople,
    facts.people > 0 ? String(facts.people) : null
  ),
  doneIf('team', facts.teamRoles > 0),
];

/** `Ada Lovelace` as `Ada L.`: enough to know whom to ask. */
export const shortName = ({
  firstname,
  lastname,
  username,
}: {
  firstname?: string | null | undefined;
  lastname?: string | null | undefined;
  username?: string | null | undefined;
}): string => {
  const [initial] = lastname?.trim() ?? '';
  const first = firstname?.trim() || username?.trim() || '';
  return [first, initial ? `${initial}.` : ''].filter(Boolean).join(' ') || 'Administrator';
};
