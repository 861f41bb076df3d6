import { screen } from '@testing-library/react';
import { useMoments } from '../../../admin/src/shared/useMoments';
import { renderAdmin } from '../../support/render-admin';

const AT = Date.UTC(2026, 10, 20, 11, 3);

const Moments = () => {
  const plain = useMoments();
  const zoned = useMoments({ zoned: true });
  return (
    <>
      <p data-testid="plain">{plain.full(AT)}</p>
      <p data-testid="full">{zoned.full(AT)}</p>
      <p data-testid="day">{zoned.day(AT)}</p>
      <p data-testid="short">{zoned.short(AT, AT + 1)}</p>
      <p data-testid="weekday">{zoned.weekday(AT)}</p>
      <p data-testid="time">{zoned.time(AT)}</p>
      <p data-testid="own">{zoned.day(AT, 'UTC')}</p>
    </>
  );
};

describe('moments', () => {
  it.each(['en', 'tr'])(
    '[M-05] name their zone in the reader’s language where colleagues compare them, in %s',
    async (locale) => {
      const zone = new Intl.DateTimeFormat(locale, { timeZoneName: 'short' })
        .formatToParts(AT)
        .find(({ type }) => type === 'timeZoneName')?.value;
      await renderAdmin(<Moments />, { locale });
      const said = (id: string) => screen.getByTestId(id).textContent ?? '';
      for (const id of ['full', 'day', 'short', 'weekday', 'time'])
        expect(said(id)).toContain(zone);
      expect(said('full')).toContain('2026');
      // Everybody's own hour is of no zone.
      for (const id of ['plain', 'own']) expect(said(id)).not.toContain(zone);
    }
  );
});
