import { useIntl } from 'react-intl';
import type { Ago } from '../../../../server/src/contracts/segments';
import { useValueWords } from '../../shared/entry-values/useValueWords';
import { useConditionWords } from '../../shared/people/useConditionWords';
import { useSpanWords } from '../../shared/people/useSpanWords';
import { useKnownWord } from '../../shared/useKnownWord';
import { useT, type Translate } from '../../shared/useT';
import { chipValues, facetOf, isChip, type Ask, type AskOf, type Facet } from './model';
import { fieldAsked, type EntryAsk } from './model-entry';
import { choiceKey, conditionOf, type Counted } from './model-fields';
import type { Say } from './model-words';
import type { SegmentFields } from './useSegmentFields';

const isDates = (facet: Facet): facet is 'created' | 'updated' | 'lastInbound' =>
  facet === 'created' || facet === 'updated' || facet === 'lastInbound';

/** "in the last 24 hours" */
const agoWords = (t: Translate, { unit, amount }: Ago): string =>
  t(`segments.within.${unit}`, { amount });

/** "read in the last 7 days": what it was, and in which time where one is asked for. */
const during = (t: Translate, what: string, ago: Ago | undefined): string =>
  ago ? t('segments.during', { what, when: agoWords(t, ago) }) : what;

const countWords = (t: Translate, { atLeast, atMost }: Counted): string => {
  if (atMost === undefined) return t('segments.count.at-least', { count: atLeast ?? 1 });
  if (atMost === 0) return t('segments.count.none');
  return atLeast === undefined
    ? t('segments.count.at-most', { count: atMost })
    : t('segments.count.between', { from: atLeast, to: atMost });
};

/** Word of a message's type; a type that we have no word for stays as it is. */
export const useTypeWords = () => {
  const known = useKnownWord();
  return (type: string): string => known('segments.type', type) ?? type;
};

/** Short names of the days of the week, 1 = Monday. */
export const useDayNames = () => {
  const { formatDate } = useIntl();
  // 1 January 2024 was a Monday.
  return (day: number): string =>
    formatDate(new Date(Date.UTC(2024, 0, day)), { weekday: 'short', timeZone: 'UTC' });
};

/** "Mon, Tue, 09:00 – 18:00" */
const useClockWords = () => {
  const t = useT();
  const dayName = useDayNames();
  return ({ days, from, to }: AskOf<'clock'>): string =>
    t('segments.clock', {
      days: days.map(dayName).join(', ') || t('segments.clock.every-day'),
      from,
      to,
    });
};

/** Says a line of the builder: "Tags: VIP or Regular", "Messages from them: at least 3 in the last 30 days". */
export const useSegmentWords = ({
  words,
  fields,
  choices,
  links,
  campaignName,
  watched,
}: SegmentFields): Say => {
  const t = useT();
  const intl = useIntl();
  const inWords = useConditionWords(fields);
  const spanWords = useSpanWords();
  const clockWords = useClockWords();
  const typeWord = useTypeWords();
  const valueWords = useValueWords();
  const or = (parts: readonly string[]) =>
    parts.length > 0 ? intl.formatList(parts, { type: 'disjunction' }) : '…';
  const line = (asks: Ask, parts: readonly string[]) => {
    const key = choiceKey(asks);
    const field =
      choices.find((one) => one.key === key)?.label ?? key.replace(/^(records|entry) /, '');
    return t('segments.says.line', { field, what: parts.join(', ') });
  };
  const people = (asks: AskOf<'people'>): string => {
    const condition = conditionOf(asks);
    if (condition) return inWords(condition);
    const facet = facetOf(asks);
    if (isChip(facet))
      return line(asks, [or(chipValues(asks, facet).map((v) => words.labelOf(facet, v)))]);
    const value = asks.filter[facet];
    if (value === true) return line(asks, [t('people.yes')]);
    if (typeof value === 'string')
      return line(asks, [t('segments.says.text', { text: value || '…' })]);
    const span = isDates(facet)
      ? spanWords(t(`people.filter.${facet}`), (value ?? {}) as { from?: number })
      : null;
    return span ?? line(asks, ['…']);
  };
  const counted = (asks: Counted): string[] => {
    const { types = [], text } = asks.kind === 'messages' ? asks : {};
    return [
      during(t, countWords(t, asks), asks.within),
      ...(types.length > 0 ? [or(types.map(typeWord))] : []),
      ...(text ? [t('segments.says.text', { text })] : []),
    ];
  };
  const entry = (asks: EntryAsk): string => {
    const { operator, values } = asks;
    if (operator === 'filled') return t('segments.operator.filled');
    const field = fieldAsked(asks, watched);
    const value = or(values.map((one) => valueWords(one, field)));
    return t('segments.says.asked', { operator, value });
  };
  const ofRun = (asks: AskOf<'value' | 'said' | 'clock' | 'open' | 'entry'>): string => {
    if (asks.kind === 'entry') return entry(asks);
    if (asks.kind === 'open') return t('people.yes');
    if (asks.kind === 'clock') return clockWords(asks);
    const { operator, value } = asks;
    if (operator === 'filled') return t('segments.operator.filled');
    const word =
      operator === 'type' ? typeWord(value) : t('segments.says.text', { text: value || '…' });
    return t('segments.says.asked', { operator, value: word });
  };
  const campaign = (id: number | undefined): string =>
    id === undefined ? t('segments.campaign.any') : (campaignName(id) ?? `#${id}`);
  const campaignParts = ({ campaignId, outcome, within, texts = [] }: AskOf<'campaign'>) => {
    const said = outcome === 'answered' ? texts : [];
    return [
      campaign(campaignId),
      during(t, t(`segments.outcome.${outcome}`), within),
      ...(said.length > 0 ? [or(said.map((text) => t('segments.says.text', { text })))] : []),
    ];
  };
  return (asks) => {
    switch (asks.kind) {
      case 'people':
        return people(asks);
      case 'time': {
        const { operator, ago } = asks;
        if (operator === 'never' || !ago) return line(asks, [t('segments.operator.never')]);
        return line(
          asks,
          operator === 'within'
            ? [agoWords(t, ago)]
            : [t(`segments.longer.${ago.unit}`, { amount: ago.amount })]
        );
      }
      case 'engagement':
        return line(asks, [or(asks.levels.map((level) => t(`segments.level.${level}`)))]);
      case 'clicked': {
        const { linkId, campaignId, text } = asks;
        return line(asks, [
          linkId === undefined
            ? t('segments.link.any')
            : (links.find(({ id }) => id === linkId)?.name ?? `#${linkId}`),
          ...(campaignId === undefined ? [] : [campaign(campaignId)]),
          ...(text ? [t('segments.says.text', { text })] : []),
          ...(asks.within ? [agoWords(t, asks.within)] : []),
        ]);
      }
      case 'campaign':
        return line(asks, campaignParts(asks));
      case 'converted':
        return line(asks, [
          ...(asks.event ? [asks.event] : []),
          ...(asks.campaignId === undefined ? [] : [campaign(asks.campaignId)]),
          ...counted(asks),
        ]);
      case 'messages':
      case 'records':
        return line(asks, counted(asks));
      case 'entry':
      case 'value':
      case 'said':
      case 'clock':
      case 'open':
        return line(asks, [ofRun(asks)]);
    }
  };
};
