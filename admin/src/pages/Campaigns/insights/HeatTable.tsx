import { Box, Typography, VisuallyHidden } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';
import type { HeatDay } from '../../../../../server/src/contracts/campaign-insights';
import { useT } from '../../../shared/useT';
import { shadeOf, type HourKind } from '../figures';

const SHADES = [
  'neutral100',
  'primary100',
  'primary200',
  'primary500',
  'primary600',
  'primary700',
] as const;

/** The darkest shade on which a number is readable in both themes. */
const UNDER_NUMBERS = 2;

const Hours = styled.table`
  width: 100%;
  border-collapse: separate;
  border-spacing: ${({ theme }) => theme.spaces[1]};

  th[scope='row'] {
    white-space: nowrap;
    text-align: start;
  }
  td {
    border-radius: ${({ theme }) => theme.borderRadius};
    text-align: center;
    print-color-adjust: exact;
  }
`;

const Cell = styled.td<{ $shade: number }>`
  background: ${({ theme, $shade }) => theme.colors[SHADES[$shade] ?? 'neutral100']};
`;

const SMALL = { variant: 'pi', textColor: 'neutral600' } as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const isTold = (hour: number): boolean => hour % 3 === 0;

/** "Fri 20 Nov" of a calendar day. */
export const useDayWords = () => {
  const intl = useIntl();
  return (date: string): string =>
    intl.formatDate(Date.parse(date), {
      timeZone: 'UTC',
      weekday: 'short',
      day: 'numeric',
      month: 'short',
    });
};

/** "09:00" */
export const hourWords = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

const Head = () => {
  const t = useT();
  return (
    <thead>
      <tr>
        <th scope="col">
          <VisuallyHidden>{t('insights.heat.day')}</VisuallyHidden>
        </th>
        {HOURS.map((hour) => (
          <th key={hour} scope="col">
            <VisuallyHidden>{hourWords(hour)}</VisuallyHidden>
            <Typography aria-hidden {...SMALL}>
              {isTold(hour) ? hour : ''}
            </Typography>
          </th>
        ))}
      </tr>
    </thead>
  );
};

interface Props {
  readonly days: readonly HeatDay[];
  readonly kind: HourKind;
  readonly withNumbers: boolean;
  readonly label: string;
}

/** Days by hours, the darker the more; numbers are always there for screen readers. */
export const HeatTable = ({ days, kind, withNumbers, label }: Props) => {
  const t = useT();
  const day = useDayWords();
  const most = Math.max(0, ...days.flatMap(({ hours }) => hours.map((hour) => hour[kind])));
  return (
    <Box role="region" aria-label={label} tabIndex={0} style={{ overflowX: 'auto' }}>
      <Hours aria-label={label} data-testid="heat-table">
        <Head />
        <tbody>
          {days.map(({ date, hours }) => (
            <tr key={date}>
              <th scope="row">
                <Typography {...SMALL}>{day(date)}</Typography>
              </th>
              {HOURS.map((hour) => {
                const count = hours[hour]?.[kind] ?? 0;
                const at = `${day(date)} ${hourWords(hour)}`;
                return (
                  <Cell
                    key={hour}
                    $shade={Math.min(
                      shadeOf(count, most),
                      withNumbers ? UNDER_NUMBERS : SHADES.length
                    )}
                    title={t('insights.heat.cell', { at, count })}
                  >
                    <VisuallyHidden>{t('campaigns.number', { number: count })}</VisuallyHidden>
                    {withNumbers && count > 0 ? (
                      <Typography aria-hidden variant="pi" textColor="neutral800">
                        {t('insights.heat.short', { count })}
                      </Typography>
                    ) : null}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </Hours>
    </Box>
  );
};
