import type { Channel, DataPurpose, OtherChannel, Topic } from '../../contracts/consent';
import { boxOf } from '../../contracts/data-boxes';
import { htmlPage, htmlText as text, type Frame, type PageLanguage } from '../../kernel/html-page';
import { CATEGORIES, LANGUAGES, PAUSES, type Category, type PreferenceState } from './choice';
import { pageWords, type PageWords } from './words';

const STYLE = `
.kinds, .by { margin-left: 32px; } .by label { display: block; padding: 0 0 4px; } legend label { padding: 0; }
select { width: 100%; min-height: 44px; padding: 8px 12px; border: 1px solid var(--line); border-radius: 8px; background: var(--paper); color: var(--ink); font: inherit; }
select:focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }
`;

const option = (
  { type, name, value, checked }: Record<'type' | 'name' | 'value', string> & { checked: boolean },
  label: string,
  hint?: string
): string =>
  `<label><input type="${type}" name="${name}" value="${value}"${checked ? ' checked' : ''}><span>${text(label)}${hint ? `<small>${text(hint)}</small>` : ''}</span></label>`;

/** By which channel one kind comes; a choice that was made stays to be seen when the channel is offered no longer. */
const channelOf = (
  { words, state, channels }: Pick<PageFacts, 'state' | 'channels'> & { words: PageWords },
  { key, name, same }: { key: string; name: string; same: boolean }
): string => {
  const own = state.channels.find((one) => one.key === key)?.channel;
  const current: Channel | 'same' = own ?? (same ? 'same' : 'whatsapp');
  const known = current === 'same' || current === 'whatsapp' || channels.includes(current);
  if (channels.length === 0 && known) return '';
  const values: (Channel | 'same')[] = [
    ...(same ? (['same'] as const) : []),
    'whatsapp',
    ...channels,
    ...(known ? [] : [current]),
  ];
  const id = `by-${key === '*' ? 'all' : key}`;
  const options = values.map(
    (value) =>
      `<option value="${text(`${key}:${value}`)}"${value === current ? ' selected' : ''}>${text(words.channels[value])}</option>`
  );
  return `<div class="by"><label for="${id}">${text(words.by(name))}</label><select name="channel" id="${id}">${options.join('')}</select></div>`;
};

const boxes = (words: PageWords, facts: PageFacts): string => {
  const { business, state, topics, language, channels } = facts;
  return CATEGORIES.map(
    (category: Category) =>
      option(
        { type: 'checkbox', name: category, value: 'on', checked: state[category] === 'in' },
        words.kind[category],
        words.agree[category](business)
      ) +
      (category === 'marketing'
        ? channelOf(
            { words, state, channels },
            { key: '*', name: words.kind.marketing, same: false }
          )
        : '') +
      kinds(
        words,
        topics.filter((topic) => topic.category === category),
        { state, language, channels }
      )
  ).join('');
};

/** The kinds of message within a category; what was offered goes along, so that a kind added meanwhile is not refused. */
const kinds = (
  words: PageWords,
  topics: readonly Topic[],
  { state, language, channels }: Pick<PageFacts, 'state' | 'language' | 'channels'>
): string =>
  topics.length === 0
    ? ''
    : `<div class="kinds">${topics
        .map(({ key, category, ...names }) => {
          const checked = !state.topicsRefused.includes(key);
          const box = { type: 'checkbox', name: 'topic', value: key, checked };
          const by = { key, name: names[language], same: category === 'marketing' };
          return `<input type="hidden" name="offered" value="${text(key)}">${option(box, names[language])}${channelOf({ words, state, channels }, by)}`;
        })
        .join('')}</div>`;

const frequencies = (words: PageWords, { frequency }: PreferenceState): string =>
  (['any', 'weekly', 'monthly'] as const)
    .map((value) =>
      option(
        { type: 'radio', name: 'often', value, checked: (frequency ?? 'any') === value },
        words.often[value]
      )
    )
    .join('');

/** In which language the business writes; the page's own language is another matter. */
const tongues = (words: PageWords, own: string | null): string => {
  const known = LANGUAGES.find((one) => own?.toLowerCase().startsWith(one));
  const options = [
    ...(known ? [] : [`<option value="keep" selected>${text(words.anyLanguage)}</option>`]),
    ...LANGUAGES.map(
      (one) =>
        `<option value="${one}" lang="${one}"${one === known ? ' selected' : ''}>${text(words.languages[one])}</option>`
    ),
  ];
  return `<select name="language" id="language">${options.join('')}</select>`;
};

const pauses = (words: PageWords, until: string | null): string => {
  const choose = (value: string, label: string, checked: boolean) =>
    option({ type: 'radio', name: 'pause', value, checked }, label);
  return [
    ...(until === null ? [] : [choose('keep', words.paused(until), true)]),
    choose('none', words.pauses.none, until === null),
    ...(Object.keys(PAUSES) as (keyof typeof PAUSES)[]).map((name) =>
      choose(name, words.pauses[name], false)
    ),
  ].join('');
};

/** A purpose of data collection, in the business's own words. */
export interface PagePurpose {
  purpose: DataPurpose;
  version: number;
  texts: Readonly<Record<PageLanguage, string>>;
}

/** Data collection is a matter of its own, apart from messages: its boxes stand apart (X-08). */
const dataBoxes = (words: PageWords, { purposes, agreed, language }: PageFacts): string =>
  purposes.length === 0
    ? ''
    : `<fieldset><legend>${text(words.data)}</legend><p class="soft">${text(words.dataHint)}</p>${purposes
        .map((one) => {
          const value = boxOf(one);
          const box = {
            type: 'checkbox',
            name: 'purpose',
            value,
            checked: agreed.includes(one.purpose),
          };
          return `<input type="hidden" name="shown" value="${value}">${option(box, words.purposes[one.purpose], one.texts[language])}`;
        })
        .join('')}</fieldset>`;

export interface PageFacts extends Frame {
  business: string;
  /** The person's number with its middle hidden: who forwards the link shows nobody their number. */
  address: string;
  state: PreferenceState;
  /** Kinds of message that the business offers. */
  topics: readonly Topic[];
  /** Purposes of data collection that are asked, or were agreed to before. */
  purposes: readonly PagePurpose[];
  agreed: readonly DataPurpose[];
  /** Other channels that this person can choose: offered by the business, and with an address of theirs. */
  channels: readonly OtherChannel[];
  /** The customer's own language, when known. */
  ownLanguage: string | null;
  /** The owner's own words about data and rights; empty = none. */
  notice: string;
  now: number;
  /** What the last press did. */
  told?: 'saved' | 'wrong' | undefined;
}

/** The page of one person as HTML without a script: works in the small browser of any telephone (O-31). */
export const preferencePage = (facts: PageFacts): string => {
  const { language, business, address, state, now, told, ownLanguage } = facts;
  const words = pageWords[language];
  const paused =
    state.pausedUntil !== null && state.pausedUntil > now
      ? new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(state.pausedUntil)
      : null;
  const notice = told
    ? `<p class="told${told === 'wrong' ? ' bad' : ''}" role="status">${text(words[told])}</p>`
    : '';
  const other: PageLanguage = language === 'tr' ? 'en' : 'tr';
  return htmlPage(facts, words.title, {
    style: STYLE,
    body: `<h1>${text(words.title)}</h1><p>${text(words.about(business, address))}</p>${notice}
<form method="post" action="?lang=${language}"><fieldset><legend>${text(words.which)}</legend>${boxes(words, facts)}</fieldset>
<fieldset><legend>${text(words.howOften)}</legend>${frequencies(words, state)}</fieldset>
<fieldset><legend>${text(words.pause)}</legend>${pauses(words, paused)}</fieldset>
<fieldset><legend><label for="language">${text(words.inLanguage)}</label></legend>${tongues(words, ownLanguage)}</fieldset>
${dataBoxes(words, facts)}<button name="do" value="save">${text(words.save)}</button></form>
<form method="post" action="?lang=${language}"><button class="plain" name="do" value="stop">${text(words.stop)}</button><p class="soft">${text(words.stopHint)}</p></form>
<footer class="soft"><p>${text(words.kept(business))}</p>${paragraphs(facts.notice)}<a href="?lang=${other}" lang="${other}">${text(words.other)}</a></footer>`,
  });
};

/** A notice of several lines, as it was written. */
const paragraphs = (notice: string): string =>
  notice
    .split(/\n+/)
    .filter((line) => line.trim() !== '')
    .map((line) => `<p>${text(line.trim())}</p>`)
    .join('');

/** One page for every link that shows no one's choices: wrong, over, or of a person who is gone. */
export const gonePage = (where: Frame): string => {
  const words = pageWords[where.language];
  return htmlPage(where, words.gone, {
    body: `<h1>${text(words.gone)}</h1><p>${text(words.goneHint)}</p>`,
  });
};
