import type { ChangeEvent } from 'react';
import {
  Box,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import type { PeopleFilter } from '../../../../../server/src/contracts/audience';
import { fieldOf, needsValue } from '../../../shared/people/conditions';
import { DateRange } from '../../../shared/people/DateRange';
import { ConditionValue } from '../../../shared/people/FieldConditions';
import { useT } from '../../../shared/useT';
import { chipAsk, chipValues, facetOf, fieldAsk, isChip, type Ask, type AskOf } from '../model';
import {
  conditionOf,
  ENGAGEMENT_LEVELS,
  MESSAGE_TYPES,
  operators,
  type Counted,
} from '../model-fields';
import type { SegmentFields } from '../useSegmentFields';
import { useDayNames, useTypeWords } from '../useSegmentWords';
import { AgoBox } from './AgoBox';
import { CampaignValue } from './CampaignValue';
import { ClickedValue } from './ClickedValue';
import { EntryValue } from './EntryValue';
import { Many } from './Many';
import { NumberBox } from './NumberBox';

interface Props<A extends Ask = Ask> {
  readonly asks: A;
  readonly fields: SegmentFields;
  readonly onChange: (asks: Ask) => void;
}

const Text = (props: {
  label: string;
  value: string;
  max: number;
  onChange: (v: string) => void;
}) => (
  <Box flex="1 1 16rem" maxWidth="30rem">
    <TextInput
      size="S"
      aria-label={props.label}
      placeholder={props.label}
      value={props.value}
      maxLength={props.max}
      onChange={(e: ChangeEvent<HTMLInputElement>) => props.onChange(e.target.value)}
    />
  </Box>
);

const People = ({ asks, fields, onChange }: Props<AskOf<'people'>>) => {
  const t = useT();
  const { words } = fields;
  const condition = conditionOf(asks);
  if (condition) {
    const field = fieldOf(fields.fields, condition);
    return field && needsValue(condition.operator) ? (
      <Box flex="1 1 14rem" maxWidth="30rem">
        <ConditionValue
          condition={condition}
          field={field}
          set={(next) => onChange(fieldAsk(next))}
        />
      </Box>
    ) : null;
  }
  const facet = facetOf(asks);
  if (isChip(facet))
    return (
      <Many
        label={t('people.condition.value')}
        values={chipValues(asks, facet)}
        options={words.options[facet]}
        labelOf={(value) => words.labelOf(facet, value)}
        onChange={(values) => onChange(chipAsk(facet, values))}
      />
    );
  const with_ = (value: PeopleFilter[typeof facet]) =>
    onChange({ kind: 'people', filter: { [facet]: value } });
  if (facet === 'q')
    return (
      <Text
        label={t('people.condition.value')}
        value={asks.filter.q ?? ''}
        max={200}
        onChange={with_}
      />
    );
  if (facet === 'fields' || facet === 'askedToStop') return null;
  return (
    <DateRange
      label={t(`segments.field.${facet}`)}
      value={asks.filter[facet] ?? {}}
      onChange={with_}
    />
  );
};

const Count = ({ asks, onChange }: { asks: Counted; onChange: (asks: Counted) => void }) => {
  const t = useT();
  const { chosen } = operators(asks, []);
  if (chosen === 'none') return null;
  return (
    <>
      {chosen === 'at-most' ? null : (
        <NumberBox
          label={t(chosen === 'between' ? 'segments.count.from' : 'segments.count')}
          value={asks.atLeast}
          onChange={(atLeast) => onChange({ ...asks, atLeast })}
        />
      )}
      {chosen === 'between' ? (
        <Typography textColor="neutral600">{t('segments.says.and')}</Typography>
      ) : null}
      {chosen === 'at-least' ? null : (
        <NumberBox
          label={t(chosen === 'between' ? 'segments.count.to' : 'segments.count')}
          value={asks.atMost}
          onChange={(atMost) => onChange({ ...asks, atMost })}
        />
      )}
    </>
  );
};

/** The condition within so long a time; without it at any time. */
const within = <A extends Counted | AskOf<'campaign'> | AskOf<'clicked'>>(
  asks: A,
  ago: A['within']
): A => {
  const { within: _old, ...rest } = asks;
  return (ago ? { ...rest, within: ago } : rest) as A;
};

const Messages = ({ asks, onChange }: Omit<Props<AskOf<'messages'>>, 'fields'>) => {
  const t = useT();
  const typeWord = useTypeWords();
  const { types, text, ...rest } = asks;
  return (
    <>
      <Many
        label={t('segments.types')}
        values={types ?? []}
        options={MESSAGE_TYPES.map((value) => ({ value, label: typeWord(value) }))}
        labelOf={typeWord}
        onChange={(next) =>
          onChange({
            ...rest,
            ...(text ? { text } : {}),
            ...(next.length > 0 ? { types: next } : {}),
          })
        }
      />
      <Text
        label={t('segments.text')}
        value={text ?? ''}
        max={200}
        onChange={(next) =>
          onChange({ ...rest, ...(types ? { types } : {}), ...(next === '' ? {} : { text: next }) })
        }
      />
    </>
  );
};

/** How often, what, credited to which campaign, how lately. */
const Converted = ({ asks, fields, onChange }: Props<AskOf<'converted'>>) => {
  const t = useT();
  const { event: _event, ...anything } = asks;
  const { campaignId: _campaign, ...anyCampaign } = asks;
  return (
    <>
      <Count asks={asks} onChange={(next) => onChange(next as AskOf<'converted'>)} />
      <Text
        label={t('segments.converted.event')}
        value={asks.event ?? ''}
        max={40}
        onChange={(event) => onChange(event === '' ? anything : { ...anything, event })}
      />
      <CampaignValue
        id={asks.campaignId}
        name={asks.campaignId === undefined ? null : fields.campaignName(asks.campaignId)}
        onChange={(campaignId) =>
          onChange(campaignId === undefined ? anyCampaign : { ...anyCampaign, campaignId })
        }
      />
      <AgoBox optional ago={asks.within} onChange={(ago) => onChange(within(asks, ago))} />
    </>
  );
};

const Clock = ({ asks, onChange }: Omit<Props<AskOf<'clock'>>, 'fields'>) => {
  const t = useT();
  const dayName = useDayNames();
  const time = (side: 'from' | 'to') => (
    <Box width="11rem">
      <TextInput
        size="S"
        type="time"
        aria-label={t(`segments.clock.${side}`)}
        value={asks[side]}
        onChange={(e: ChangeEvent<HTMLInputElement>) =>
          onChange({ ...asks, [side]: e.target.value || '00:00' })
        }
      />
    </Box>
  );
  return (
    <>
      <Many
        label={t('segments.clock.days')}
        values={asks.days}
        options={[1, 2, 3, 4, 5, 6, 7].map((value) => ({ value, label: dayName(value) }))}
        labelOf={dayName}
        onChange={(days) => onChange({ ...asks, days: [...days].sort((a, b) => a - b) })}
      />
      {time('from')}
      {time('to')}
    </>
  );
};

/** What only a flow asks: a value that it keeps, the message that came last, the clock of the person. */
const OfRun = ({
  asks,
  onChange,
}: Omit<Props<AskOf<'value'> | AskOf<'said'> | AskOf<'clock'>>, 'fields'>) => {
  const t = useT();
  const typeWord = useTypeWords();
  if (asks.kind === 'clock') return <Clock asks={asks} onChange={onChange} />;
  if (asks.operator === 'filled') return null;
  if (asks.operator === 'type')
    return (
      <Box flex="1 1 14rem" maxWidth="30rem">
        <SingleSelect
          size="S"
          aria-label={t('segments.says.type')}
          placeholder={t('segments.says.type')}
          value={asks.value}
          onChange={(value) => onChange({ ...asks, value: String(value) })}
        >
          {MESSAGE_TYPES.map((type) => (
            <SingleSelectOption key={type} value={type}>
              {typeWord(type)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Box>
    );
  return (
    <Text
      label={t('people.condition.value')}
      value={asks.value}
      max={200}
      onChange={(value) => onChange({ ...asks, value })}
    />
  );
};

/** With what a line compares, by the kind of what it asks. */
export const Value = ({ asks, fields, onChange }: Props) => {
  const t = useT();
  switch (asks.kind) {
    case 'people':
      return <People asks={asks} fields={fields} onChange={onChange} />;
    case 'value':
    case 'said':
    case 'clock':
      return <OfRun asks={asks} onChange={onChange} />;
    case 'open':
      return null;
    case 'entry':
      return <EntryValue asks={asks} fields={fields} onChange={onChange} />;
    case 'time':
      return asks.operator === 'never' ? null : (
        <AgoBox ago={asks.ago} onChange={(ago) => onChange({ ...asks, ago })} />
      );
    case 'engagement':
      return (
        <Many
          label={t('people.condition.value')}
          values={asks.levels}
          options={ENGAGEMENT_LEVELS.map((value) => ({
            value,
            label: t(`segments.level.${value}`),
          }))}
          labelOf={(value) => t(`segments.level.${value}`)}
          onChange={(levels) => onChange({ ...asks, levels })}
        />
      );
    case 'campaign':
      return (
        <>
          <CampaignValue
            id={asks.campaignId}
            name={asks.campaignId === undefined ? null : fields.campaignName(asks.campaignId)}
            onChange={(campaignId) => {
              const { campaignId: _old, ...rest } = asks;
              onChange(campaignId === undefined ? rest : { ...rest, campaignId });
            }}
          />
          <AgoBox optional ago={asks.within} onChange={(ago) => onChange(within(asks, ago))} />
        </>
      );
    case 'clicked': {
      const { text: _old, ...rest } = asks;
      return (
        <>
          <ClickedValue asks={asks} fields={fields} onChange={onChange} />
          <Text
            label={t('segments.link.text')}
            value={asks.text ?? ''}
            max={200}
            onChange={(text) => onChange(text === '' ? rest : { ...rest, text })}
          />
          <AgoBox optional ago={asks.within} onChange={(ago) => onChange(within(asks, ago))} />
        </>
      );
    }
    case 'converted':
      return <Converted asks={asks} fields={fields} onChange={onChange} />;
    case 'messages':
    case 'records':
      return (
        <>
          <Count asks={asks} onChange={onChange} />
          <AgoBox optional ago={asks.within} onChange={(ago) => onChange(within(asks, ago))} />
          {asks.kind === 'messages' ? <Messages asks={asks} onChange={onChange} /> : null}
        </>
      );
  }
};
