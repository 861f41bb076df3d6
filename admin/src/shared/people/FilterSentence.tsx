import { Fragment, useRef, type MouseEvent, type ReactNode } from 'react';
import { Button, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import type { FieldCondition, PeopleFilter } from '../../../../server/src/contracts/audience';
import { TriChip } from '../TriChip';
import { useT } from '../useT';
import { profileFields, recordFields } from './conditions';
import {
  asked,
  chosen,
  conditionState,
  isSecondOfDouble,
  stateOf,
  tidy,
  withConditionState,
  withState,
} from './filter-model';
import { TagDot } from './TagName';
import { useConditionWords } from './useConditionWords';
import { useSpanWords } from './useSpanWords';
import type { PeopleWords } from './usePeopleWords';

interface Props {
  readonly filter: PeopleFilter;
  readonly onChange: (filter: PeopleFilter) => void;
  readonly words: PeopleWords;
  /** What else can be done with this filter, beside clearing it. */
  readonly action?: ReactNode;
}

/** The parts of a filter that are no chips, in words. */
const usePlainParts = (filter: PeopleFilter): string[] => {
  const t = useT();
  const spanWords = useSpanWords();
  const spans = (['created', 'updated', 'lastInbound'] as const).flatMap(
    (key) => spanWords(t(`people.filter.${key}`), tidy(filter)[key] ?? {}) ?? []
  );
  return [...(filter.askedToStop ? [t('people.filter.askedToStop')] : []), ...spans];
};

/**
 * A press here moves the next chip, or "Clear filters", under the pointer, where the second press of a double click would hit
 * it. So the line remembers the last press, and not each chip its own.
 */
const useOnePress = () => {
  const last = useRef<number | null>(null);
  return (event: MouseEvent) => {
    // A dialog that was opened from here hears its presses here as well, but stands elsewhere.
    if (!event.currentTarget.contains(event.target as Node)) return;
    if (isSecondOfDouble(last.current, event.timeStamp)) event.stopPropagation();
    else last.current = event.timeStamp;
  };
};

/** The filter in words above the list, so that nobody has to read colours; each chip can be changed here too. */
export const FilterSentence = ({ filter, onChange, words, action }: Props) => {
  const t = useT();
  const { locale } = useIntl();
  const fields = [...profileFields(words.facets, locale), ...recordFields(words.facets)];
  const inWords = useConditionWords(fields);
  const plain = usePlainParts(filter);
  const onClickCapture = useOnePress();
  const { q: _q, ...rest } = filter;
  if (asked(rest) === 0) return null;
  const setCondition = (at: number, next: FieldCondition | null) => {
    const fields = (filter.fields ?? []).flatMap((one, i) => (i === at ? (next ?? []) : one));
    onChange(tidy({ ...filter, fields }));
  };
  const side = (which: 'include' | 'exclude') => {
    const list = chosen(filter, which);
    const conditions = [...(filter.fields ?? []).entries()].filter(
      ([, one]) => conditionState(one) === which
    );
    if (list.length + conditions.length === 0) return null;
    return (
      <Flex gap={2} wrap="wrap" role="group" aria-label={t(`people.says.${which}`)}>
        <Typography variant="pi" fontWeight="bold">
          {t(`people.says.${which}`)}
        </Typography>
        {list.map(({ key, value }, at) => (
          <Fragment key={`${key} ${value}`}>
            {/* A name alone does not say whether it looks after them or has their conversation. */}
            {list[at - 1]?.key === key ? null : (
              <Typography variant="pi" textColor="neutral600">
                {t(`people.filter.${key}`)}
              </Typography>
            )}
            <TriChip
              label={words.labelOf(key, value)}
              lead={<TagDot color={words.colorOf(key, value)} />}
              state={stateOf(filter, key, value)}
              onChange={(state) => onChange(withState(filter, { key, value }, state))}
            />
          </Fragment>
        ))}
        {conditions.map(([at, condition]) => (
          <TriChip
            key={at}
            label={inWords(condition)}
            state={which}
            onChange={(state) => setCondition(at, withConditionState(condition, state))}
          />
        ))}
      </Flex>
    );
  };
  return (
    <Flex gap={4} wrap="wrap" data-testid="filter-sentence" onClickCapture={onClickCapture}>
      {side('include')}
      {side('exclude')}
      {plain.map((part) => (
        <Typography key={part} variant="pi">
          {part}
        </Typography>
      ))}
      <Button variant="tertiary" size="S" onClick={() => onChange(filter.q ? { q: filter.q } : {})}>
        {t('people.clear')}
      </Button>
      {action}
    </Flex>
  );
};
