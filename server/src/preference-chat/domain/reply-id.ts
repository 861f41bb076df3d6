import type { OneChoice } from '../../preferences/public';

/** What may be looked at without changing anything. */
export const SCREENS = ['menu', 'often', 'pause', 'language', 'channel', 'page'] as const;
export type Screen = (typeof SCREENS)[number];

type Language = 'tr' | 'en';

/** What a row or a button says. Never who: the person is who sends it. */
export type Tap = { language: Language } & (
  | { kind: 'show'; screen: Screen }
  /** Kinds of message that did not fit before, from this one on. */
  | { kind: 'more'; from: number }
  | { kind: 'choose'; choice: OneChoice }
);

const PREFIX = 'pref:';
const VERSION = 'v1';

const choiceParts = (choice: OneChoice): string[] => {
  switch (choice.kind) {
    case 'category':
      return ['category', choice.category, choice.on ? 'on' : 'off'];
    case 'topic':
      return ['topic', choice.key, choice.on ? 'on' : 'off'];
    case 'often':
      return ['often', choice.often];
    case 'pause':
      return ['pause', choice.pause];
    case 'language':
      return ['language', choice.language];
    case 'channel':
      return ['channel', choice.channel];
    case 'stop':
      return ['stop'];
  }
};

const tapParts = (tap: Tap): string[] => {
  if (tap.kind === 'show') return ['show', tap.screen];
  return tap.kind === 'more' ? ['more', String(tap.from)] : ['set', ...choiceParts(tap.choice)];
};

/** The id of a row or button: `pref:v1:tr:set:category:marketing:off`. At most 60 characters. */
export const replyId = (tap: Tap): string =>
  [`${PREFIX}${VERSION}`, tap.language, ...tapParts(tap)].join(':');

const KEY = '[a-z0-9][a-z0-9-]{0,23}';
const SHAPES: readonly [RegExp, (part: string, word: string) => OneChoice][] = [
  [
    /^category:(marketing|utility):(on|off)$/,
    (part, word) => ({
      kind: 'category',
      category: part as 'marketing' | 'utility',
      on: word === 'on',
    }),
  ],
  [
    new RegExp(`^topic:(${KEY}):(on|off)$`),
    (key, word) => ({ kind: 'topic', key, on: word === 'on' }),
  ],
  [
    /^often:(any|weekly|monthly)$/,
    (often) => ({ kind: 'often', often: often as 'any' | 'weekly' | 'monthly' }),
  ],
  [
    /^pause:(none|week|month|quarter)$/,
    (pause) => ({ kind: 'pause', pause: pause as 'none' | 'week' | 'month' | 'quarter' }),
  ],
  [/^language:(tr|en)$/, (language) => ({ kind: 'language', language })],
  [
    /^channel:(whatsapp|email|sms)$/,
    (channel) => ({ kind: 'channel', channel: channel as 'whatsapp' | 'email' | 'sms' }),
  ],
  [/^stop$/, () => ({ kind: 'stop' })],
];

const choiceOf = (text: string): OneChoice | null => {
  for (const [shape, make] of SHAPES) {
    const found = shape.exec(text);
    if (found) return make(found[1] ?? '', found[2] ?? '');
  }
  return null;
};

const screenOf = (text: string): Screen | null => SCREENS.find((one) => one === text) ?? null;

const tapOf = (verb: string, rest: string, language: Language): Tap | null => {
  if (verb === 'show') {
    const screen = screenOf(rest);
    return screen && { language, kind: 'show', screen };
  }
  if (verb === 'more')
    return /^\d{1,2}$/.test(rest) ? { language, kind: 'more', from: Number(rest) } : null;
  const choice = verb === 'set' ? choiceOf(rest) : null;
  return choice && { language, kind: 'choose', choice };
};

/** Does the id claim to be one of ours? */
export const isReplyId = (id: string | null): id is string => id?.startsWith(PREFIX) ?? false;

/** What an id says; null for one that we do not understand (made by nobody here, or by another version). Never throws. */
export const readReplyId = (id: string): Tap | null => {
  const found = /^pref:v1:(tr|en):([a-z]{1,8}):([a-z0-9:-]{1,60})$/.exec(id);
  return found ? tapOf(found[2] ?? '', found[3] ?? '', found[1] as Language) : null;
};
