import { screen } from '@testing-library/react';
import { useMoments } from '../../../admin/src/shared/useMoments';
import { renderAdmin } from '../../support/render-admin';
import { en } from '../../support/words';

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
      <p data-testid="morning">{plain.time(AT, 'Pacific/Honolulu')}</p>
      <p data-testid="exact">{plain.exact(AT)}</p>
      <p data-testid="now">{plain.fresh(AT, AT + 4_900)}</p>
      <p data-testid="fresh">{plain.fresh(AT, AT + 12_000)}</p>
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

  it.each([
    ['en', /^1:03\sAM$/, /\d:03:00\s[AP]M$/],
    ['tr', /^01:03$/, /\d{2}:03:00$/],
  ])('write a clock time as the language does, in %s', async (locale, morning, exact) => {
    await renderAdmin(<Moments />, { locale });
    expect(screen.getByTestId('morning').textContent).toMatch(morning);
    expect(screen.getByTestId('exact').textContent).toMatch(exact);
  });

  it('call the first seconds "just now"', async () => {
    await renderAdmin(<Moments />);
    expect(screen.getByTestId('now').textContent).toBe(en('shell.just-now'));
    expect(screen.getByTestId('fresh').textContent).toBe('12 seconds ago');
  });
});
