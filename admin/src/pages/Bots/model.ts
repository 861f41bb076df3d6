import {
  botAllowance,
  isMinutesOfWait,
  takesAnyMessage,
  type BotBody,
  type BotDraft,
  type BotEvent,
  type BotStep,
  type BotStepKind,
  type BotTrigger,
  type BotView,
} from '../../../../server/src/contracts/bots';
import { isSame } from '../../shared/merge-form';
import type { Translate } from '../../shared/useT';
import type { Key } from '../../translations/key';

export type Trigger = BotTrigger;
export type Step = BotStep;
export type Draft = BotDraft;

/** What the first choice of a trigger offers, in this order. */
export const TRIGGER_KINDS = [
  'contains',
  'exact',
  'starts',
  'pattern',
  'first-message',
  'opened',
  'reopened',
  'button',
  'file',
  'place',
  'tag-added',
  'opted-in',
  'topic-out',
  'link-opened',
  'unanswered',
  'closed',
  'outside-hours',
  'ad',
  'message',
] as const;
export type TriggerKind = (typeof TRIGGER_KINDS)[number];

export const REPLY_KINDS = ['text', 'media', 'template', 'buttons', 'preferences'] as const;
export const ACTION_KINDS = ['assign', 'tag', 'task', 'close', 'note', 'handover'] as const;
export const isReply = (kind: BotStepKind): boolean =>
  (REPLY_KINDS as readonly string[]).includes(kind);

export const kindOfTrigger = (trigger: Trigger): TriggerKind => {
  if (trigger.kind === 'keyword') return trigger.match;
  return trigger.kind === 'pattern' ? 'pattern' : trigger.event;
};

/** Another kind of trigger; words and values that still fit are kept. */
export const triggerOf = (kind: TriggerKind, before: Trigger | null): Trigger => {
  const when = before?.when ?? null;
  if (kind === 'contains' || kind === 'exact' || kind === 'starts')
    return before?.kind === 'keyword'
      ? { ...before, match: kind }
      : { kind: 'keyword', match: kind, words: [], wholeWord: false, accents: false, when };
  if (kind === 'pattern')
    return before?.kind === 'pattern' ? before : { kind: 'pattern', pattern: '', when };
  return { kind: 'event', event: kind, value: valueOf(kind, before), when };
};

/** Events that may ask for a word; a hidden one would keep an event from ever setting the bot off. */
const OF_WORDS: ReadonlySet<BotEvent> = new Set([
  'button',
  'tag-added',
  'topic-out',
  'link-opened',
  'closed',
]);

/** Words stay while one looks at other events that have some. */
const valueOf = (event: BotEvent, before: Trigger | null): string => {
  if (event === 'unanswered') return '15';
  const isWord = before?.kind === 'event' && OF_WORDS.has(before.event) && OF_WORDS.has(event);
  return isWord ? before.value : '';
};

export const newStep = (kind: BotStepKind): Step => {
  const onFail = null;
  switch (kind) {
    case 'text':
    case 'note':
    case 'preferences':
      return { kind, text: '', onFail };
    case 'media':
      return { kind, fileId: 0, caption: '', onFail };
    case 'template':
      return { kind, templateId: 0, onFail };
    case 'buttons':
      return { kind, text: '', buttons: [''], onFail };
    case 'assign':
      return { kind, assigneeId: null, onFail };
    case 'tag':
      return { kind, add: [], remove: [], onFail };
    case 'task':
      return { kind, title: '', note: '', dueInMinutes: null, assigneeId: null, onFail };
    case 'close':
    case 'handover':
      return { kind, onFail };
  }
};

export const emptyDraft = (): Draft => ({
  name: '',
  active: false,
  accountId: null,
  cooldownMinutes: 0,
  countsAsAnswered: false,
  allowance: null,
  triggers: [triggerOf('contains', null)],
  steps: [newStep('text')],
  graph: null,
});

export const draftOf = (bot: BotView): Draft => ({
  name: bot.name,
  active: bot.active,
  accountId: bot.accountId,
  cooldownMinutes: bot.cooldownMinutes,
  countsAsAnswered: bot.countsAsAnswered,
  allowance: bot.allowance ?? null,
  triggers: bot.triggers,
  steps: bot.steps,
  graph: bot.graph,
});

/** "kargo, sipariş nerede" → words; commas and line breaks part them. */
export const wordsOf = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[,;\n]/)
      .map((word) => word.trim())
      .filter(Boolean)
  ),
];

/** Moves one entry; outside of the list nothing changes. */
export const moved = <T>(list: readonly T[], from: number, to: number): T[] => {
  const next = [...list];
  const [entry] = to < 0 || to >= list.length ? [] : next.splice(from, 1);
  if (entry !== undefined) next.splice(to, 0, entry);
  return next;
};

/** Is the switch "Counts as answered" offered? Not where any message at all sets the bot off. */
export const mayCountAsAnswered = ({ triggers }: Pick<Draft, 'triggers'>): boolean =>
  !triggers.some(takesAnyMessage);

/** Empty buttons, words that nobody filled in, and a switch that is not offered do not go to the server. */
export const bodyOf = (draft: Draft, active: boolean): BotBody => ({
  ...draft,
  name: draft.name.trim(),
  active,
  countsAsAnswered: draft.countsAsAnswered && mayCountAsAnswered(draft),
  steps: draft.steps.map((step) =>
    step.kind === 'buttons'
      ? { ...step, buttons: step.buttons.map((b) => b.trim()).filter(Boolean) }
      : step
  ),
});

/** What is missing beside the steps, by field as the server names it; keys of the translations. */
export const settingsErrors = ({ name, triggers, allowance }: Draft): Record<string, Key> => {
  const errors: Record<string, Key> = {};
  if (name.trim() === '') errors.name = 'bots.problem.name';
  if (allowance && !botAllowance.safeParse(allowance).success)
    errors['allowance.messages'] = 'bots.problem.allowance';
  triggers.forEach((trigger, i) => {
    if (trigger.kind === 'keyword' && trigger.words.length === 0)
      errors[`triggers.${i}.words`] = 'bots.problem.words';
    if (trigger.kind === 'pattern' && trigger.pattern === '')
      errors[`triggers.${i}.pattern`] = 'bots.problem.pattern';
    if (trigger.kind === 'event' && trigger.event === 'tag-added' && trigger.value.trim() === '')
      errors[`triggers.${i}.value`] = 'bots.problem.tag';
    if (
      trigger.kind === 'event' &&
      trigger.event === 'unanswered' &&
      !isMinutesOfWait(trigger.value)
    )
      errors[`triggers.${i}.value`] = 'bots.problem.minutes';
  });
  return errors;
};

/** The same with the steps of a list. */
export const draftErrors = (draft: Draft): Record<string, Key> => {
  const errors = settingsErrors(draft);
  if (draft.steps.length === 0 && draft.graph === null) errors.steps = 'bots.problem.steps';
  draft.steps.forEach((step, i) => {
    for (const [field, word] of Object.entries(stepErrors(step)))
      errors[`steps.${i}.${field}`] = word;
  });
  return errors;
};

/** A trigger or a reply as a new form shows it, with nothing in it yet. */
const isBlank = (part: Trigger | Step): boolean =>
  isSame(part, triggerOf('contains', null)) || isSame(part, newStep('text'));

/** What a form goes on with as a flow: what nobody has filled in is left out. */
export const begunFlow = (draft: Draft): Draft => ({
  ...draft,
  triggers: draft.triggers.filter((trigger) => !isBlank(trigger)),
  steps: draft.steps.filter((step) => !isBlank(step)),
});

/** What is missing where a form goes on as a flow: a flow may begin without a trigger or a step. */
export const begunErrors = (draft: Draft): Record<string, Key> => {
  const blank = (['triggers', 'steps'] as const).flatMap((list) =>
    draft[list].flatMap((part, i) => (isBlank(part) ? [`${list}.${i}.`] : []))
  );
  return Object.fromEntries(
    Object.entries(draftErrors(draft)).filter(
      ([field]) => field !== 'steps' && !blank.some((start) => field.startsWith(start))
    )
  );
};

/** What is missing in a step, by its field. */
export const stepErrors = (step: Step): Record<string, Key> => {
  switch (step.kind) {
    case 'text':
    case 'note':
      return step.text.trim() === '' ? { text: 'bots.problem.text' } : {};
    case 'buttons':
      return {
        ...(step.text.trim() === '' ? { text: 'bots.problem.text' } : {}),
        ...(step.buttons.every((b) => b.trim() === '') ? { buttons: 'bots.problem.buttons' } : {}),
      };
    case 'media':
      return step.fileId === 0 ? { fileId: 'bots.problem.file' } : {};
    case 'template':
      return step.templateId === 0 ? { templateId: 'bots.problem.template' } : {};
    case 'tag':
      return step.add.length + step.remove.length === 0 ? { add: 'bots.problem.tag' } : {};
    case 'task':
      return step.title.trim() === '' ? { title: 'bots.problem.task' } : {};
    default:
      return {};
  }
};

/** Events that one may narrow to a name. */
const VALUED: ReadonlySet<string> = new Set([
  'button',
  'tag-added',
  'topic-out',
  'link-opened',
  'closed',
]);

/** A trigger as one phrase: `message contains "kargo" or "sipariş"`. */
export const triggerWords = (trigger: Trigger, t: Translate): string => {
  const kind = kindOfTrigger(trigger);
  if (trigger.kind === 'keyword')
    return t(`bots.says.${kind}`, {
      words: trigger.words.map((word) => t('bots.quoted', { word })).join(t('bots.or')),
    });
  if (trigger.kind === 'pattern') return t('bots.says.pattern', { pattern: trigger.pattern });
  const { event, value } = trigger;
  if (event === 'unanswered') return t('bots.says.unanswered', { minutes: Number(value) });
  if (event === 'file') return t('bots.says.file', { kind: value || 'any' });
  return value !== '' && VALUED.has(event)
    ? t(`bots.says.${event as 'button'}.value`, { value })
    : t(`bots.says.${event}`);
};

/** All triggers of a bot in words. */
export const whenWords = (triggers: readonly Trigger[], t: Translate): string =>
  triggers.length === 0
    ? t('bots.says.never')
    : triggers.map((trigger) => triggerWords(trigger, t)).join(t('bots.or'));

/** Ready-made bots for the first visit; their words are in the translations, so that they speak the admin's language. */
export const READY = ['order', 'hours', 'human', 'welcome', 'preferences'] as const;
export type Ready = (typeof READY)[number];

const keyword = (words: string): Trigger => ({
  kind: 'keyword',
  match: 'contains',
  words: wordsOf(words),
  wholeWord: false,
  accents: false,
});
const says = (text: string): Step => ({ kind: 'text', text, onFail: null });

export const readyDraft = (ready: Ready, t: Translate): Draft => {
  const draft = { ...emptyDraft(), name: t(`bots.ready.${ready}.name`) };
  if (ready === 'order')
    return {
      ...draft,
      triggers: [keyword(t('bots.ready.order.words'))],
      steps: [
        says(t('bots.ready.order.text')),
        { kind: 'tag', add: [t('bots.ready.order.tag')], remove: [], onFail: null },
        { ...newStep('task'), title: t('bots.ready.order.task'), dueInMinutes: 240 } as Step,
      ],
    };
  if (ready === 'human')
    return {
      ...draft,
      triggers: [keyword(t('bots.ready.human.words'))],
      steps: [says(t('bots.ready.human.text')), newStep('handover')],
    };
  if (ready === 'preferences')
    return {
      ...draft,
      // A word like "tercih" is in many a message: only the whole message asks for the list.
      triggers: [{ ...keyword(t('bots.ready.preferences.words')), match: 'exact' } as Trigger],
      steps: [newStep('preferences')],
    };
  if (ready === 'welcome')
    return {
      ...draft,
      triggers: [triggerOf('first-message', null)],
      steps: [
        {
          kind: 'buttons',
          text: t('bots.ready.welcome.text'),
          buttons: wordsOf(t('bots.ready.welcome.buttons')),
          onFail: null,
        },
      ],
    };
  return {
    ...draft,
    triggers: [keyword(t('bots.ready.hours.words'))],
    steps: [says(t('bots.ready.hours.text'))],
  };
};
