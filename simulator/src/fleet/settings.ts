/** One thing that people may do: how many do it (0–1), and how long after the step before, in milliseconds. */
export type Deed = { share: number; minMs: number; maxMs: number };

/** In the order in which a person does them. Shares of `read` are of those delivered, the later ones of those read. */
export const DEEDS = [
  'deliver',
  'read',
  'click',
  'press',
  'reply',
  'optOut',
  'stopMarketing',
  'block',
] as const;
export type DeedName = (typeof DEEDS)[number];

/** How the fleet of virtual customers behaves. */
export type FleetSettings = Record<DeedName, Deed> & {
  enabled: boolean;
  /** `walk-ins`: people made by a send or by the fleet; those added by hand stay with the person who holds the phone. */
  who: 'walk-ins' | 'everyone';
  /** The same seed plays the same run. */
  seed: number;
  /** Share of messages that fail after acceptance, each with one of these codes. */
  fail: { share: number; codes: number[] };
  /** What people write back, and what they write to be left alone. */
  texts: string[];
  optOutTexts: string[];
};

/** What a fleet of one language writes. */
export const fleetWords: Readonly<
  Record<'en' | 'tr', Pick<FleetSettings, 'texts' | 'optOutTexts'>>
> = {
  en: {
    texts: ['Thank you!', 'Thanks 🙏', 'Is it still open?', 'Ok', 'When do you open?'],
    optOutTexts: ['STOP'],
  },
  tr: {
    texts: ['Teşekkür ederim!', 'Teşekkürler 🙏', 'Hâlâ açık mı?', 'Tamam', 'Kaçta açılıyorsunuz?'],
    optOutTexts: ['DUR'],
  },
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A calm crowd: most read within a minute, some answer, few leave. */
export const defaultFleet = (): FleetSettings => ({
  enabled: false,
  who: 'walk-ins',
  seed: 1,
  deliver: { share: 0.97, minMs: 200, maxMs: 4 * SECOND },
  read: { share: 0.7, minMs: SECOND, maxMs: MINUTE },
  click: { share: 0.1, minMs: SECOND, maxMs: 30 * SECOND },
  press: { share: 0.2, minMs: 2 * SECOND, maxMs: MINUTE },
  reply: { share: 0.05, minMs: 5 * SECOND, maxMs: 2 * MINUTE },
  optOut: { share: 0.01, minMs: 5 * SECOND, maxMs: MINUTE },
  stopMarketing: { share: 0.01, minMs: 5 * SECOND, maxMs: MINUTE },
  block: { share: 0.005, minMs: 5 * SECOND, maxMs: MINUTE },
  fail: { share: 0.01, codes: [131026, 131049, 131000] },
  texts: ['Thank you!', 'Teşekkürler 🙏', 'Is it still open?', 'Ok', 'Kaçta açılıyorsunuz?'],
  optOutTexts: ['STOP', 'DUR'],
});
