import {
  Box,
  Button,
  Checkbox,
  Field,
  Flex,
  Grid,
  IconButton,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import type { BusinessHours, Holiday } from '../../../../../server/src/contracts/team';
import { TimezoneField } from '../../../shared/TimezoneField';
import { viewerZone } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import { firstHours } from './model';
import { Spans } from './Spans';

interface Props {
  readonly hours: BusinessHours | null;
  readonly onChange: (hours: BusinessHours | null) => void;
  readonly problemAt: (field: string) => string | null;
}

const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;

const Week = ({ hours, onChange, problemAt }: Props & { hours: BusinessHours }) => {
  const t = useT();
  return (
    <Grid.Root gap={4}>
      {DAYS.map((number, day) => {
        const name = t(`team.hours.day.${number}`);
        return (
          <Grid.Item
            key={number}
            col={3}
            m={6}
            s={12}
            xs={12}
            direction="column"
            alignItems="stretch"
            tag="section"
            aria-label={name}
          >
            <Typography fontWeight="bold" tag="h4">
              {name}
            </Typography>
            <Spans
              of={name}
              spans={hours.week[day] ?? []}
              error={problemAt(`hours.week.${day}`)}
              onChange={(next) =>
                onChange({ ...hours, week: hours.week.map((one, i) => (i === day ? next : one)) })
              }
            />
          </Grid.Item>
        );
      })}
    </Grid.Root>
  );
};

const HolidayRow = ({
  holiday,
  error,
  onChange,
  onRemove,
}: {
  readonly holiday: Holiday;
  readonly error: string | null;
  readonly onChange: (holiday: Holiday) => void;
  readonly onRemove: () => void;
}) => {
  const t = useT();
  const of = holiday.name || holiday.from;
  return (
    <Flex gap={4} wrap="wrap" alignItems="flex-start" tag="li">
      <Field.Root name="holiday-name">
        <Field.Label>{t('team.holiday.name')}</Field.Label>
        <TextInput
          value={holiday.name}
          maxLength={80}
          onChange={(event) => onChange({ ...holiday, name: event.target.value })}
        />
      </Field.Root>
      {(['from', 'to'] as const).map((end) => (
        <Field.Root key={end} name={`holiday-${end}`}>
          <Field.Label>{t(`team.holiday.${end}`)}</Field.Label>
          <TextInput
            type="date"
            value={holiday[end]}
            onChange={(event) => onChange({ ...holiday, [end]: event.target.value })}
          />
        </Field.Root>
      ))}
      <Box paddingTop={6}>
        <Spans
          of={of}
          spans={holiday.spans}
          error={error}
          onChange={(spans) => onChange({ ...holiday, spans })}
        />
      </Box>
      <Box paddingTop={6}>
        <IconButton label={t('team.holiday.remove', { of })} variant="ghost" onClick={onRemove}>
          <Trash />
        </IconButton>
      </Box>
    </Flex>
  );
};

const Holidays = ({ hours, onChange, problemAt }: Props & { hours: BusinessHours }) => {
  const t = useT();
  const { holidays } = hours;
  const set = (next: Holiday[]) => onChange({ ...hours, holidays: next });
  const add = () => {
    const today = new Date().toISOString().slice(0, 10);
    set([...holidays, { from: today, to: today, name: '', spans: [] }]);
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="delta" tag="h4">
        {t('team.holiday.title')}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
        {holidays.map((holiday, at) => (
          // Two holidays may be alike in all they say.
          <HolidayRow
            key={at}
            holiday={holiday}
            error={problemAt(`hours.holidays.${at}`)}
            onChange={(next) => set(holidays.map((one, i) => (i === at ? next : one)))}
            onRemove={() => set(holidays.filter((_, i) => i !== at))}
          />
        ))}
      </Flex>
      <Flex>
        <Button size="S" variant="tertiary" startIcon={<Plus />} onClick={add}>
          {t('team.holiday.add')}
        </Button>
      </Flex>
    </Flex>
  );
};

/** When somebody answers: a week that repeats, and the days that differ. */
export const Hours = (props: Props) => {
  const { hours, onChange, problemAt } = props;
  const t = useT();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Checkbox
        checked={hours !== null}
        onCheckedChange={(checked: boolean | 'indeterminate') =>
          onChange(checked === true ? firstHours(viewerZone()) : null)
        }
      >
        {t('team.hours.on')}
      </Checkbox>
      {hours ? (
        <>
          <TimezoneField
            name="hours.zone"
            label={t('team.hours.zone')}
            value={hours.zone}
            error={problemAt('hours.zone') ?? false}
            onChange={(zone) => onChange({ ...hours, zone })}
          />
          <Week {...props} hours={hours} />
          <Holidays {...props} hours={hours} />
        </>
      ) : null}
    </Flex>
  );
};
