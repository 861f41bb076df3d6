import { Checkbox, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { RUN_FILTERS } from '../../../../../server/src/contracts/run-list';
import { useReason } from '../../../shared/useReason';
import { useT } from '../../../shared/useT';
import { REASONS, SPAN_NAMES, type RunsFilter } from './model';
import { useRunFlows } from './useRunFlows';

interface Props {
  readonly filter: RunsFilter;
  readonly onChange: (next: RunsFilter) => void;
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly (readonly [value: T, words: string])[];
  readonly value: T | null;
  readonly onChange: (value: T | null) => void;
  readonly testId: string;
}

const Choice = <T extends string>({ label, options, value, onChange, testId }: ChoiceProps<T>) => {
  const t = useT();
  return (
    <SingleSelect
      size="S"
      aria-label={label}
      placeholder={label}
      value={value ?? ''}
      onChange={(next) => onChange(options.find(([one]) => one === next)?.[0] ?? null)}
      onClear={() => onChange(null)}
      clearLabel={t('shell.state.clear-filters')}
      data-testid={testId}
    >
      {options.map(([one, words]) => (
        <SingleSelectOption key={one} value={one}>
          {words}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};

const BotChoice = ({ filter, onChange }: Props) => {
  const t = useT();
  const { flows } = useRunFlows();
  const own = filter.bot === null ? null : String(filter.bot);
  const listed = flows.map(({ id, name }) => [String(id), name] as const);
  // One that is deleted has runs as well.
  const isGone = own !== null && !flows.some(({ id }) => id === filter.bot);
  return (
    <Choice
      label={t('bots.all.bot')}
      options={isGone ? [...listed, [own, `#${own}`] as const] : listed}
      value={own}
      // Steps belong to one bot.
      onChange={(bot) =>
        onChange({ ...filter, bot: bot === null ? null : Number(bot), node: null })
      }
      testId="runs-bot"
    />
  );
};

/** State, bot, reason and time, and only those that nobody has looked at. */
export const RunFilters = ({ filter, onChange }: Props) => {
  const t = useT();
  const reasonOf = useReason();
  const { reason } = filter;
  const reasons = new Set<string>([...REASONS, ...(reason === null ? [] : [reason])]);
  return (
    <>
      <Choice
        label={t('bots.all.state')}
        options={RUN_FILTERS.map((one) => [one, t(`bots.all.state.${one}`)] as const)}
        value={filter.state}
        onChange={(state) => onChange({ ...filter, state })}
        testId="runs-state"
      />
      <BotChoice filter={filter} onChange={onChange} />
      <Choice
        label={t('bots.all.reason')}
        options={[...reasons].map((one) => [one, reasonOf(one)] as const)}
        value={reason}
        onChange={(next) => onChange({ ...filter, reason: next })}
        testId="runs-reason"
      />
      <Choice
        label={t('bots.all.span')}
        options={SPAN_NAMES.map((one) => [one, t(`logs.span.${one}`)] as const)}
        value={filter.span}
        onChange={(span) => onChange({ ...filter, span })}
        testId="runs-span"
      />
      <Checkbox
        checked={filter.unseen}
        onCheckedChange={(value) => onChange({ ...filter, unseen: value === true })}
        data-testid="runs-unseen"
      >
        {t('bots.all.unseen')}
      </Checkbox>
    </>
  );
};
