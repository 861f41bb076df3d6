import type { FlowStep } from '../../contracts/flow-graph';
import { foldKeyword } from '../../contracts/fold';
import { DAY_MS, MINUTE_MS } from '../../kernel/time';
import { dayOf, instantOf, wallAt } from '../../kernel/wall';
import type { Answer, Speaker } from './answer';
import { isLost, kept, type Variables } from './variables';

/** Steps that ask, and the step that waits for a time. */
export type Asking = Extract<FlowStep, { kind: 'question' | 'choice' }>;
export type Waiting = Extract<FlowStep, { kind: 'wait' }>;

/** Meta shows three buttons; more choices are a list. */
const BUTTONS_MOST = 3;
const BUTTON_TITLE_MOST = 20;
const OPEN_LIST = { tr: 'Seçin', en: 'Choose' } as const;

/** Who answers a question at this instant. `zone`: where the person is. */
export const speakerOf = (
  { language, country }: Pick<Speaker, 'language' | 'country'>,
  { now, zone }: { now: number; zone: string }
): Speaker => ({ language, country, today: dayOf(wallAt(zone, now)) });

/** The words of a question: the second time those for an answer that did not fit, where there are any. */
export const wordsToAsk = (step: Asking, isAgain: boolean): string =>
  isAgain && step.again ? step.again : step.text;

/** What a question is sent as: a text, buttons, or a list. `idOf`: what a choice is known by when it is pressed. */
export const questionContent = (
  step: Asking,
  {
    text,
    language,
    idOf,
  }: { text: string; language: string | null; idOf: (exit: string) => string }
) => {
  if (step.kind === 'question') return { type: 'text' as const, text };
  const offered = step.choices.map(({ id: exit, title, note }) => ({
    id: idOf(exit),
    title,
    description: note,
  }));
  const areButtons = offered.every(({ title }) => title.length <= BUTTON_TITLE_MOST);
  if (offered.length <= BUTTONS_MOST && areButtons) {
    const buttons = offered.map(({ id, title }) => ({ id, title }));
    return { type: 'buttons' as const, text, buttons };
  }
  const own = OPEN_LIST[language?.toLowerCase().startsWith('tr') ? 'tr' : 'en'];
  const button = step.open === '' ? own : step.open;
  return { type: 'list' as const, text, button, sections: [{ title: '', rows: offered }] };
};

/** How a question is left. */
interface AfterAnswer {
  exit: string;
  subject: string | null;
  variables: Variables;
  /** Names of values for which the run had no more room. */
  lost: readonly string[];
}

/** The way out of a question after an answer, with what the run keeps of it; `again`: it is asked once more. */
export const afterAnswer = (
  step: Asking,
  { answer, attempts, variables }: { answer: Answer | null; attempts: number; variables: Variables }
): AfterAnswer | 'again' => {
  if (answer?.kind === 'answer') {
    const { exit, value } = answer;
    // Free-text answers stay with the message and are not logged.
    const subject = step.kind === 'choice' ? String(value) : null;
    const { saveAs } = step;
    const all = kept(variables, saveAs, value);
    const lost = saveAs !== null && isLost(all, saveAs, value) ? [saveAs] : [];
    return { exit, subject, variables: all, lost };
  }
  return attempts < step.tries ? 'again' : { exit: 'other', subject: null, variables, lost: [] };
};

/**
 * What an answer is to the team. `asked-for`: a choice that was offered, or a value that a machine can check. `own-words`: the
 * question takes it, but only people can tell what it says. `unfit`: the question cannot take it.
 */
export type Fit = 'asked-for' | 'own-words' | 'unfit';

/** What is taken as it comes: "My parcel arrived broken" is a text too, and a picture may show anything. */
const TAKEN_AS_IT_COMES: ReadonlySet<string> = new Set(['text', 'file']);

/** How well a message fits the question that it answers; null: the message is gone. */
export const fitOf = (step: Asking, answer: Answer | null): Fit => {
  if (answer?.kind !== 'answer') return 'unfit';
  const takesAll = step.kind === 'question' && TAKEN_AS_IT_COMES.has(step.answer.kind);
  return takesAll ? 'own-words' : 'asked-for';
};

/** When a step that waits for a time is over. */
export const waitUntil = (
  { until }: Pick<Waiting, 'until'>,
  { now, zone }: { now: number; zone: string }
): number => {
  if (until.kind === 'minutes') return now + until.minutes * MINUTE_MS;
  const earliest = wallAt(zone, now + until.least * MINUTE_MS);
  const today =
    Math.floor(earliest / DAY_MS) * DAY_MS + (until.hour * 60 + until.minute) * MINUTE_MS;
  return instantOf(today > earliest ? today : today + DAY_MS, zone);
};

/** Words that lead out of any question: to people, or back to what the bots say first. */
const WAYS_OUT = new Set(
  ['agent', 'human', 'menu', 'temsilci', 'müşteri temsilcisi', 'yetkili', 'menü'].map(foldKeyword)
);

/** Does a typed text lead out of the questions? Not where the newest one offers that very word. */
export const leadsOut = (text: string, offered: readonly string[]): boolean => {
  const word = foldKeyword(text);
  return WAYS_OUT.has(word) && !offered.some((title) => foldKeyword(title) === word);
};
