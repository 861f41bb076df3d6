import { z } from 'zod';
import { TOPIC_KEY, type Channel } from '../../contracts/consent';
import { frequency, type Frequency } from '../../contracts/contacts';
import { purposeBoxes } from '../../contracts/data-boxes';
import { DAY_MS } from '../../kernel/time';

export const CATEGORIES = ['marketing', 'utility'] as const;
export type Category = (typeof CATEGORIES)[number];

/** Lengths of a pause that a person may ask for, in days (O-30). */
export const PAUSES = { week: 7, month: 30, quarter: 90 } as const;

const box = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on');

/** One ticked box comes as a text, several as a list. */
const ticked = z
  .preprocess(
    (value) => (typeof value === 'string' ? [value] : value),
    z.array(z.string().regex(TOPIC_KEY)).max(24)
  )
  .default([]);

/** `key:channel`, as the page offers them; the key is that of a kind of message, or `*` for all marketing. */
const CHANNEL_CHOICE = /^(\*|[a-z0-9][a-z0-9-]{0,23}):(whatsapp|email|sms|same)$/;

/** One box gives a text, several a list. */
const chosen = z
  .preprocess(
    (value) => (typeof value === 'string' ? [value] : value),
    z.array(z.string().regex(CHANNEL_CHOICE)).max(26)
  )
  .default([]);

/** Languages of the page; the customer's own is written to when it has a template in it. */
export const LANGUAGES = ['tr', 'en'] as const;

/** The form as a browser sends it; a box that is not ticked is not sent. */
export const preferenceForm = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('save'),
    marketing: box,
    utility: box,
    pause: z.enum(['keep', 'none', 'week', 'month', 'quarter']).default('keep'),
    /** Kinds of message that are wanted, of those that the page offered. */
    topic: ticked,
    offered: ticked,
    channel: chosen,
    often: z.union([frequency, z.literal('any')]).optional(),
    language: z.enum([...LANGUAGES, 'keep']).default('keep'),
    /** Purposes of data collection that are agreed to, of those that the page showed. */
    purpose: purposeBoxes.default([]),
    shown: purposeBoxes.default([]),
  }),
  z.object({ do: z.literal('stop') }),
]);
export type PreferenceForm = z.output<typeof preferenceForm>;

export interface PreferenceState {
  marketing: 'none' | 'in' | 'out';
  utility: 'none' | 'in' | 'out';
  /** Epoch ms; null when there is no pause. A past one is none. */
  pausedUntil: number | null;
  /** Keys of kinds of message that are not wanted. */
  topicsRefused: readonly string[];
  frequency: Frequency | null;
  /** By which channel each kind is wanted; what is not named comes by WhatsApp. */
  channels: readonly ChannelWish[];
}

export interface ChannelWish {
  /** Key of a kind of message; `*` = all marketing that has no choice of its own. */
  key: string;
  channel: Channel;
}

/** The channels after the form; what the page did not offer stays as it is. "Same as all offers" takes a choice back. */
export const channelsBy = (
  state: Pick<PreferenceState, 'channels'>,
  form: Extract<PreferenceForm, { do: 'save' }>,
  allowed: readonly Channel[]
): ChannelWish[] => {
  const given = form.channel.flatMap((entry) => {
    const [key = '', channel = ''] = entry.split(':');
    return [{ key, channel: channel as Channel | 'same' }];
  });
  const known = (key: string) => state.channels.find((one) => one.key === key)?.channel;
  // A channel that is not offered to this person is chosen by nobody, unless it was theirs already.
  const valid = given.filter(
    ({ key, channel }) => channel === 'same' || allowed.includes(channel) || known(key) === channel
  );
  const kept = state.channels.filter((one) => !valid.some(({ key }) => key === one.key));
  return [
    ...kept,
    ...valid.flatMap(({ key, channel }) => (channel === 'same' ? [] : [{ key, channel }])),
  ];
};

/** What the form says of kinds and frequency; a kind that the page did not offer stays as it is. */
export const wishesBy = (
  state: Pick<PreferenceState, 'topicsRefused' | 'frequency'>,
  form: Extract<PreferenceForm, { do: 'save' }>
): Pick<PreferenceState, 'topicsRefused' | 'frequency'> => {
  const refused = form.offered.filter((key) => !form.topic.includes(key));
  const untouched = state.topicsRefused.filter((key) => !form.offered.includes(key));
  return {
    topicsRefused: [...new Set([...untouched, ...refused])],
    frequency:
      form.often === undefined ? state.frequency : form.often === 'any' ? null : form.often,
  };
};

export interface PreferenceChange {
  /** What is to be written into the ledger, in this order. */
  consents: { category: Category; action: 'opt-in' | 'opt-out' }[];
  /** Undefined: stays as it is. */
  pausedUntil?: number | null;
}

/** Kinds, frequency, channels and language, as they are after a decision. */
export interface MoreChange {
  /** Keys of the kinds that there was a choice of. */
  offered: readonly string[];
  topicsRefused: readonly string[];
  frequency: Frequency | null;
  channels: readonly ChannelWish[];
  /** Null: stays as it is. */
  language: string | null;
}

/** Everything that a person decided at once; `more` null: nothing beside consents and pause. */
export interface Decision extends PreferenceChange {
  more: MoreChange | null;
}

/** The whole of a form. `allowed` = channels that this person can choose. */
export const decisionOf = (
  state: PreferenceState,
  form: PreferenceForm,
  { allowed, now }: { allowed: readonly Channel[]; now: number }
): Decision => ({
  ...changeBy(state, form, now),
  more:
    form.do === 'stop'
      ? null
      : {
          offered: form.offered,
          ...wishesBy(state, form),
          channels: channelsBy(state, form, allowed),
          language: form.language === 'keep' ? null : form.language,
        },
});

/**
 * What a form changes. A box that was never answered and stays empty says nothing, so nothing is recorded; "stop" is a
 * plain no to everything, also where nothing was asked yet, and again from who is out: the newest refusal is what a yes is
 * ordered against. A pause ends by itself.
 */
export const changeBy = (
  state: PreferenceState,
  form: PreferenceForm,
  now: number
): PreferenceChange => {
  if (form.do === 'stop')
    return {
      consents: CATEGORIES.map((category) => ({ category, action: 'opt-out' })),
    };
  const consents = CATEGORIES.flatMap((category): PreferenceChange['consents'] => {
    const wanted = form[category];
    if (wanted) return state[category] === 'in' ? [] : [{ category, action: 'opt-in' }];
    return state[category] === 'in' ? [{ category, action: 'opt-out' }] : [];
  });
  if (form.pause === 'keep') return { consents };
  return {
    consents,
    pausedUntil: form.pause === 'none' ? null : now + PAUSES[form.pause] * DAY_MS,
  };
};
