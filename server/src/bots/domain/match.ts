import { isApart, type ApartEvent, type BotTrigger } from '../../contracts/bots';
import { fold, foldCase, foldKeyword } from '../../contracts/fold';
import { compilePattern } from './pattern';

/** What happened, as far as a trigger can ask. Made from an inbound message, a tag, or a trial. */
export interface Happening {
  kind: 'message' | ApartEvent;
  /** What the person wrote, or the words of the button. */
  text: string;
  /** What they pressed; both may be compared. */
  button: { id: string | null; title: string } | null;
  /** Of what is no message: the tag, the kind of message, the link, the reason, in a trial the minutes of silence. */
  value: string | null;
  isFirst: boolean;
  /** `new`: the conversation began with this message; `reopened`: it was closed. */
  opened: 'new' | 'reopened' | null;
  fromAd: boolean;
  /** The number is outside of its business hours. */
  isOutside: boolean;
  /** The kind of the file that came. */
  file: string | null;
  isPlace: boolean;
  /** It may mean that they want no more messages, and people decide that: only a bot that knows its words answers. */
  isUnclear: boolean;
}

type Keyword = Extract<BotTrigger, { kind: 'keyword' }>;

const squeeze = (text: string): string => text.replace(/\s+/gu, ' ').trim();
const isWordChar = (char: string | undefined): boolean =>
  char !== undefined && /[\p{L}\p{M}\p{N}]/u.test(char);

/** One form for both sides; see `contracts/fold`. */
const formOf = (text: string, accents: boolean): string =>
  squeeze(accents ? foldCase(text) : fold(text));

/** Punctuation, emoji and spaces do not count in a whole message, unless there is nothing else. */
const wholeForm = (text: string, accents: boolean): string => {
  const bare = accents
    ? (foldCase(text).match(/[\p{L}\p{N}]\p{M}*/gu) ?? []).join('')
    : foldKeyword(text);
  return bare === '' ? formOf(text, accents) : bare;
};

/** Characters beside a place, whole ones: an emoji is two units. */
const before = (text: string, at: number): string | undefined => [...text.slice(0, at)].at(-1);
const after = (text: string, at: number): string | undefined => [...text.slice(at, at + 2)][0];

const findsAt = (text: string, word: string, wholeWord: boolean): number => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const alone = !isWordChar(before(text, at)) && !isWordChar(after(text, at + word.length));
    if (!wholeWord || alone) return at;
  }
  return -1;
};

interface WordForms {
  word: string;
  form: string;
  /** Asked of whole messages only. */
  whole: string | null;
}

/** Words of a trigger and texts are folded once, not again for each message and each bot. */
const formsOfWords = new WeakMap<Keyword, readonly WordForms[]>();
const formsOfText = new WeakMap<Happening, Partial<Record<'accents' | 'folded', string>>>();

const wordsOf = (trigger: Keyword): readonly WordForms[] => {
  const known = formsOfWords.get(trigger);
  if (known) return known;
  const { accents, match, words } = trigger;
  const forms = words.map((word) => ({
    word,
    form: formOf(word, accents),
    whole: match === 'exact' ? wholeForm(word, accents) : null,
  }));
  formsOfWords.set(trigger, forms);
  return forms;
};

const textOf = (what: Happening, accents: boolean): string => {
  const known = formsOfText.get(what) ?? {};
  formsOfText.set(what, known);
  return (known[accents ? 'accents' : 'folded'] ??= formOf(what.text, accents));
};

/** The first word of the trigger that is in the text. */
const wordIn = (trigger: Keyword, what: Happening): string | undefined => {
  const { accents, match, wholeWord } = trigger;
  const text = textOf(what, accents);
  const fits = ({ form, whole }: WordForms): boolean => {
    if (form === '') return false;
    if (match === 'exact') return whole === wholeForm(what.text, accents);
    if (match === 'starts')
      return text.startsWith(form) && (!wholeWord || !isWordChar(after(text, form.length)));
    return findsAt(text, form, wholeWord) >= 0;
  };
  return squeeze(what.text) === '' ? undefined : wordsOf(trigger).find(fits)?.word;
};

const sameWords = (a: string | null, b: string): boolean =>
  a !== null && squeeze(fold(a)) === squeeze(fold(b));

/** Does what happened have the value of the trigger? Minutes are asked where they are counted: only a trial names them. */
const isOfValue = (event: ApartEvent, value: string, happened: string | null): boolean => {
  if (event === 'unanswered') return happened === null || Number(happened) === Number(value);
  return (value === '' && event !== 'tag-added') || sameWords(happened, value);
};

const matchesEvent = (
  { event, value }: Extract<BotTrigger, { kind: 'event' }>,
  what: Happening
): boolean => {
  if (isApart(event)) return what.kind === event && isOfValue(event, value, what.value);
  if (what.kind !== 'message' || (what.isUnclear && event !== 'button')) return false;
  switch (event) {
    case 'message':
      return true;
    case 'first-message':
      return what.isFirst;
    case 'opened':
      return what.opened !== null;
    case 'reopened':
      return what.opened === 'reopened';
    case 'ad':
      return what.fromAd;
    case 'outside-hours':
      return what.isOutside;
    case 'file':
      return what.file !== null && (value === '' || what.file === value);
    case 'place':
      return what.isPlace;
    case 'button': {
      const { button } = what;
      if (!button) return false;
      return value === '' || sameWords(button.id, value) || sameWords(button.title, value);
    }
  }
};

/** Does this trigger answer to it? Pure: the server, the trial and the warning of overlaps ask the same. */
export const matches = (trigger: BotTrigger, what: Happening): boolean => {
  if (trigger.kind === 'event') return matchesEvent(trigger, what);
  if (what.kind !== 'message' || what.text === '') return false;
  if (trigger.kind === 'keyword') return wordIn(trigger, what) !== undefined;
  const pattern = compilePattern(trigger.pattern);
  return pattern.ok && pattern.test(what.text);
};

/** What of a trigger that answers to it fitted, for the log: the word, the pattern, the value of the event; null: it has none. */
export const wordThatFits = (trigger: BotTrigger, what: Happening): string | null => {
  if (trigger.kind === 'pattern') return trigger.pattern;
  if (trigger.kind === 'keyword') return wordIn(trigger, what) ?? null;
  return trigger.value || null;
};

/** Indexes of the triggers that answer to it. */
export const matchingTriggers = (triggers: readonly BotTrigger[], what: Happening): number[] =>
  triggers.flatMap((trigger, i) => (matches(trigger, what) ? [i] : []));

/** Index of the first trigger that answers; -1 = none. Conditions are not asked. */
export const matchingTrigger = (triggers: readonly BotTrigger[], what: Happening): number =>
  matchingTriggers(triggers, what)[0] ?? -1;

/** What happened that is no message. */
export const apart = (kind: ApartEvent, value: string | null): Happening => ({
  ...plainMessage(''),
  kind,
  value,
});

/** A message of which nothing is special. */
export const plainMessage = (text: string): Happening => ({
  kind: 'message',
  text,
  button: null,
  value: null,
  isFirst: false,
  opened: null,
  fromAd: false,
  isOutside: false,
  file: null,
  isPlace: false,
  isUnclear: false,
});
