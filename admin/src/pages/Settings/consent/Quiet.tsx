import { Box, Checkbox, Field, Flex, TimePicker, Typography } from '@strapi/design-system';
import type { QuietHours } from '../../../../../server/src/contracts/consent';
import { TimezoneField } from '../../../shared/TimezoneField';
import { useT } from '../../../shared/useT';
import { useMoments, viewerZone } from '../../../shared/useMoments';
import { Card } from './Card';
import { firstQuiet, isQuietHour, type ConsentForm } from './model';

type Props = {
  form: ConsentForm;
  onChange: (part: Partial<ConsentForm>) => void;
  problemAt: (field: string) => string | false;
};

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** The day as a strip of 24 hours, the quiet ones dark. */
const Strip = ({ hours }: { hours: QuietHours }) => {
  const t = useT();
  const { timeOfDay } = useMoments();
  const words = t('consent.quiet.strip', { from: timeOfDay(hours.from), to: timeOfDay(hours.to) });
  return (
    <Flex gap="1px" role="img" aria-label={words}>
      {HOURS.map((hour) => (
        <Box
          key={hour}
          flex="1"
          height="1.6rem"
          background={isQuietHour(hours, hour) ? 'neutral600' : 'primary200'}
          data-quiet={isQuietHour(hours, hour)}
        />
      ))}
    </Flex>
  );
};

const Time = ({
  of,
  hours,
  error,
  onChange,
}: {
  of: 'from' | 'to';
  hours: QuietHours;
  error: string | false;
  onChange: (hours: QuietHours) => void;
}) => {
  const t = useT();
  return (
    <Field.Root name={`quietHours.${of}`} error={error}>
      <Field.Label>{t(`consent.quiet.${of}`)}</Field.Label>
      <TimePicker
        value={hours[of]}
        step={30}
        onChange={(time: string) => {
          if (time !== '') onChange({ ...hours, [of]: time.slice(0, 5) });
        }}
        data-testid={`quiet-${of}`}
      />
      <Field.Error />
    </Field.Root>
  );
};

/** When promotions wait for the person's morning (M-50). */
export const Quiet = ({ form, onChange, problemAt }: Props) => {
  const t = useT();
  const { quietHours: hours } = form;
  const { timeOfDay } = useMoments();
  const set = (next: QuietHours | null) => onChange({ quietHours: next });
  return (
    <Card title={t('consent.quiet.title')}>
      <Typography textColor="neutral600">{t('consent.quiet.intro')}</Typography>
      <Checkbox
        checked={hours !== null}
        onCheckedChange={(checked: boolean | 'indeterminate') =>
          set(checked === true ? firstQuiet(viewerZone()) : null)
        }
        data-testid="quiet-on"
      >
        {t('consent.quiet.on')}
      </Checkbox>
      {hours ? (
        <>
          <Flex gap={4} wrap="wrap" alignItems="flex-start">
            {(['from', 'to'] as const).map((of) => (
              <Time
                key={of}
                of={of}
                hours={hours}
                error={problemAt(`quietHours.${of}`)}
                onChange={set}
              />
            ))}
          </Flex>
          <TimezoneField
            name="quietHours.zone"
            label={t('consent.quiet.zone')}
            hint={t('consent.quiet.zone.hint')}
            value={hours.zone}
            error={problemAt('quietHours.zone')}
            onChange={(zone) => set({ ...hours, zone })}
          />
          <Strip hours={hours} />
          <Typography variant="pi">
            {t('consent.quiet.sentence', { from: timeOfDay(hours.from), to: timeOfDay(hours.to) })}
          </Typography>
        </>
      ) : null}
    </Card>
  );
};
