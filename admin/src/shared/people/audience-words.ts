import type { FieldCondition, PeopleChoice } from '../../../../server/src/contracts/audience';
import type { Translate } from '../useT';
import {
  chipKeys,
  chosen,
  conditionState,
  tidy,
  type ChipKey,
  type ChipValue,
} from './filter-model';

type Side = 'include' | 'exclude';
type All = Extract<PeopleChoice, { kind: 'all' }>;

/** How the parts of an audience are called in the reader's language. */
export interface AudienceVoice {
  readonly t: Translate;
  readonly labelOf: (key: ChipKey, value: ChipValue) => string;
  /** "Customer › City is Muğla" */
  readonly condition: (condition: FieldCondition) => string;
  /** "1 Nov 2026" */
  readonly day: (at: number) => string;
  /** "A, B and C", or with `or` between them. */
  readonly list: (parts: readonly string[], joint: 'and' | 'or') => string;
}

/** Groups and segments are called by their names alone where they are left out. */
const isList = (key: ChipKey): key is 'groups' | 'segments' =>
  key === 'groups' || key === 'segments';

/** Their values are labels or names, which would run into the sentence: each has quotes of its own. */
const QUOTED: readonly ChipKey[] = [
  'origins',
  'sources',
  'owners',
  'assignees',
  'consent',
  'quality',
];

/** Most audiences are made of groups and segments: these are said first. */
const saidKeys = [...chipKeys.filter(isList), ...chipKeys.filter((key) => !isList(key))];

const chipParts = ({ filter }: All, side: Side, voice: AudienceVoice): string[] =>
  saidKeys.flatMap((key) => {
    const names = chosen(filter, side)
      .filter((one) => one.key === key)
      .map(({ value }) => voice.labelOf(key, value))
      .map((value) => (QUOTED.includes(key) ? voice.t('people.who.quoted', { value }) : value));
    if (names.length === 0) return [];
    if (side === 'exclude' && isList(key)) {
      const values = voice.list(names, 'and');
      return [voice.t(`people.who.out.${key}`, { count: names.length, values })];
    }
    const part = voice.t(`people.who.in.${key}`, { values: voice.list(names, 'or') });
    return [side === 'exclude' ? voice.t('people.who.those', { part }) : part];
  });

const conditionParts = ({ filter }: All, side: Side, { t, condition }: AudienceVoice): string[] =>
  (filter.fields ?? [])
    .filter((one) => conditionState(one) === side)
    .map((one) => t('people.who.condition', { condition: condition(one) }))
    .map((part) => (side === 'exclude' ? t('people.who.those', { part }) : part));

const spanParts = ({ filter }: All, { t, day }: AudienceVoice): string[] =>
  (['created', 'updated', 'lastInbound'] as const).flatMap((key) => {
    const { from, to } = tidy(filter)[key] ?? {};
    if (from !== undefined && to !== undefined)
      return [t(`people.who.${key}.between`, { from: day(from), to: day(to) })];
    if (from !== undefined) return [t(`people.who.${key}.from`, { from: day(from) })];
    return to === undefined ? [] : [t(`people.who.${key}.to`, { to: day(to) })];
  });

const restParts = ({ filter }: All, { t }: AudienceVoice): string[] => {
  const text = filter.q?.trim() ?? '';
  return [
    ...(filter.askedToStop ? [t('people.who.askedToStop')] : []),
    ...(text === '' ? [] : [t('people.who.text', { text })]),
  ];
};

/**
 * Who gets it, as one sentence without its full stop: "Everyone in VIP or Newsletter, except Staff". Without any choice
 * that is everybody (M-21); within one list one hit is enough, everything else must hold.
 */
export const audienceSentence = (choice: PeopleChoice, voice: AudienceVoice): string => {
  const { t, list } = voice;
  if (choice.kind === 'picked') return t('people.who.picked', { count: choice.contactIds.length });
  const taken = [
    ...chipParts(choice, 'include', voice),
    ...spanParts(choice, voice),
    ...conditionParts(choice, 'include', voice),
    ...restParts(choice, voice),
  ];
  const out = [
    ...chipParts(choice, 'exclude', voice),
    ...conditionParts(choice, 'exclude', voice),
    ...(choice.except.length > 0 ? [t('people.who.byHand', { count: choice.except.length })] : []),
  ];
  const who =
    taken.length === 0 ? t('people.who.all') : t('people.who.some', { parts: list(taken, 'and') });
  return out.length === 0 ? who : t('people.who.except', { who, out: list(out, 'and') });
};
