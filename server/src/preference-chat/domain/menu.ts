import type { Channel, Topic } from '../../contracts/consent';
import type { OneChoice } from '../../preferences/public';
import type { ListIntent, ListRow } from '../../sending/public';
import { clip } from './clip';
import { replyId, type Screen, type Tap } from './reply-id';
import { chatWords, type ChatWords, type Language } from './words';

type Category = 'marketing' | 'utility';
const CATEGORIES = ['marketing', 'utility'] as const;

/** WhatsApp's limits of a list. */
export const ROWS_MOST = 10;
const TITLE = 24;
const DESCRIPTION = 72;
/** A name of theirs is no reason for a refusal: `business` and intros are cut so that the whole stays below 4096. */
const NAME = 120;
const INTRO = 2048;

/** What one person's list is made of. */
export interface MenuFacts {
  language: Language;
  business: string;
  state: {
    /** Epoch ms; a past one is none. */
    pausedUntil: number | null;
    topicsRefused: readonly string[];
    frequency: 'weekly' | 'monthly' | null;
    channels: readonly { key: string; channel: Channel }[];
  };
  /** Do they get messages of this category, as things stand? */
  gets: Readonly<Record<Category, boolean>>;
  topics: readonly Topic[];
  /** Channels for all offers; empty when there is no choice. */
  channels: readonly Channel[];
  ownLanguage: string | null;
  /** The sentence that turning on a category agrees to. */
  agree: Readonly<Record<Category, string>>;
  /** The person's own page; null where this server has no public address. */
  pageUrl: string | null;
  now: number;
}

/** A category or a kind of message within one. */
interface Purpose {
  choice: Extract<OneChoice, { kind: 'category' | 'topic' }>;
  name: string;
  isOn: boolean;
}

export const dateOf = (language: Language, at: number): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(at);

export const pausedUntil = ({ language, state, now }: MenuFacts): string | null =>
  state.pausedUntil !== null && state.pausedUntil > now
    ? dateOf(language, state.pausedUntil)
    : null;

/** Categories first; the kinds of a category that is off say nothing, so they are left out. */
const purposesOf = ({ language, gets, topics, state }: MenuFacts): Purpose[] => [
  ...CATEGORIES.map((category): Purpose => ({
    choice: { kind: 'category', category, on: !gets[category] },
    name: chatWords[language].kind[category],
    isOn: gets[category],
  })),
  ...topics
    .filter(({ category }) => gets[category])
    .map((topic): Purpose => {
      const isOn = !state.topicsRefused.includes(topic.key);
      return { choice: { kind: 'topic', key: topic.key, on: !isOn }, name: topic[language], isOn };
    }),
];

const MARKS = { on: '✅', off: '⬜' } as const;

const marked = (isOn: boolean, name: string): string =>
  `${MARKS[isOn ? 'on' : 'off']} ${clip(name, TITLE - 2)}`;

const purposeRow = (language: Language, { choice, name, isOn }: Purpose): ListRow => {
  const title = marked(isOn, name);
  const state = chatWords[language][isOn ? 'on' : 'off'];
  const whole = clip(name, DESCRIPTION - state.length - 3);
  return {
    id: replyId({ language, kind: 'choose', choice }),
    title,
    description: title.endsWith('…') ? `${whole} · ${state}` : state,
  };
};

/** The purposes from one on, with a row for what does not fit. */
const purposeRows = (
  facts: MenuFacts,
  { from, room }: { from: number; room: number }
): ListRow[] => {
  const { language } = facts;
  const words = chatWords[language];
  const left = purposesOf(facts).slice(from);
  if (left.length <= room) return left.map((one) => purposeRow(language, one));
  const shown = left.slice(0, Math.max(0, room - 1));
  return [
    ...shown.map((one) => purposeRow(language, one)),
    {
      id: replyId({ language, kind: 'more', from: from + shown.length }),
      title: words.moreKinds,
      description: words.moreKindsHint(left.length - shown.length),
    },
  ];
};

/** Words that an opt-in needs before it is given: they stand above the list that offers it (O-02, O-04). */
const agreements = ({ language, gets, agree }: MenuFacts): string[] =>
  CATEGORIES.filter((category) => !gets[category]).map((category) =>
    chatWords[language].agree(chatWords[language].kind[category], agree[category])
  );

const allChannel = ({ state }: MenuFacts): Channel =>
  state.channels.find(({ key }) => key === '*')?.channel ?? 'whatsapp';

const languageName = (words: ChatWords, own: string | null): string => {
  if (/^tr\b|^tr_/i.test(own ?? '')) return words.languages.tr;
  return /^en\b|^en_/i.test(own ?? '') ? words.languages.en : (own ?? words.anyLanguage);
};

/** What is said beside the kinds: how often, by what, when, in which language; and the way out. */
const otherRows = (facts: MenuFacts): ListRow[] => {
  const { language, state, gets, channels, ownLanguage, pageUrl } = facts;
  const words = chatWords[language];
  const now = (text: string) => clip(`${words.now}: ${text}`, DESCRIPTION);
  const row = (screen: Exclude<Screen, 'menu'>, description: string): ListRow => ({
    id: replyId({ language, kind: 'show', screen }),
    title: words.rows[screen],
    description,
  });
  const until = pausedUntil(facts);
  const stop: Tap = { language, kind: 'choose', choice: { kind: 'stop' } };
  return [
    ...(gets.marketing ? [row('often', now(words.often[state.frequency ?? 'any']))] : []),
    ...(gets.marketing && channels.length > 0
      ? [row('channel', now(words.channel[allChannel(facts)]))]
      : []),
    row('pause', until === null ? words.noPause : words.pausedUntil(until)),
    row('language', now(languageName(words, ownLanguage))),
    ...(pageUrl === null ? [] : [row('page', words.pageHint)]),
    ...(gets.marketing || gets.utility
      ? [{ id: replyId(stop), title: words.rows.stop, description: words.stopHint }]
      : []),
  ];
};

/** The list of everything. `intro` stands in place of the question. */
export const menuOf = (facts: MenuFacts, intro: string | null = null): ListIntent => {
  const words = chatWords[facts.language];
  const others = otherRows(facts);
  const until = pausedUntil(facts);
  return {
    type: 'list',
    text: [
      intro === null ? words.ask(clip(facts.business, NAME)) : intro.slice(0, INTRO),
      ...agreements(facts),
      ...(until === null ? [] : [words.broken(until)]),
    ].join('\n\n'),
    button: words.open,
    sections: [
      {
        title: words.sections.which,
        rows: purposeRows(facts, { from: 0, room: ROWS_MOST - others.length }),
      },
      { title: words.sections.how, rows: others },
    ],
  };
};

/** The kinds that did not fit; null: there are none (any more). */
export const kindsOf = (facts: MenuFacts, from: number): ListIntent | null => {
  const words = chatWords[facts.language];
  const rows = purposeRows(facts, { from, room: ROWS_MOST });
  if (rows.length === 0) return null;
  const text = [words.askMore.kinds, ...(from < CATEGORIES.length ? agreements(facts) : [])];
  return {
    type: 'list',
    text: text.join('\n\n'),
    button: words.open,
    sections: [{ title: words.sections.which, rows }],
  };
};

const optionsOf = (
  facts: MenuFacts,
  screen: Exclude<Screen, 'menu' | 'page'>
): { choice: OneChoice; title: string; isNow: boolean }[] => {
  const words = chatWords[facts.language];
  switch (screen) {
    case 'often':
      return (['any', 'weekly', 'monthly'] as const).map((often) => ({
        choice: { kind: 'often', often },
        title: words.often[often],
        isNow: often === (facts.state.frequency ?? 'any'),
      }));
    case 'pause':
      return (['week', 'month', 'quarter', 'none'] as const)
        .filter((pause) => pause !== 'none' || pausedUntil(facts) !== null)
        .map((pause) => ({
          choice: { kind: 'pause', pause },
          title: words.pause[pause],
          isNow: false,
        }));
    case 'language':
      return (['tr', 'en'] as const).map((language) => ({
        choice: { kind: 'language', language },
        title: words.languages[language],
        isNow: languageName(words, facts.ownLanguage) === words.languages[language],
      }));
    case 'channel':
      return facts.channels.map((channel) => ({
        choice: { kind: 'channel', channel },
        title: words.channel[channel],
        isNow: channel === allChannel(facts),
      }));
  }
};

/** A second list; null: there is nothing to choose from. */
export const optionsList = (
  facts: MenuFacts,
  screen: Exclude<Screen, 'menu' | 'page'>
): ListIntent | null => {
  const { language } = facts;
  const words = chatWords[language];
  const options = optionsOf(facts, screen);
  if (options.length === 0) return null;
  return {
    type: 'list',
    text: words.askMore[screen],
    button: words.open,
    sections: [
      {
        title: words.sections.how,
        rows: options.map(({ choice, title, isNow }) => ({
          id: replyId({ language, kind: 'choose', choice }),
          title: isNow ? marked(true, title) : title,
          ...(isNow ? { description: words.now } : {}),
        })),
      },
    ],
  };
};
