import { screen, waitFor, within } from '@testing-library/react';
import type { AutomationView } from '../../../server/src/contracts/automation-desk';
import type { TriggerOf } from '../../../server/src/contracts/automations';
import { HOLIDAYS_UP_TO } from '../../../server/src/contracts/turkish-holidays';
import { grantOnly } from '../../support/strapi-admin';
import { en, tr } from '../../support/words';
import { violations } from '../axe';
import { automation, blank, bodies, choose, openOne } from './stage';

const clock = (more: Partial<TriggerOf<'clock'>> = {}): AutomationView => {
  const trigger: TriggerOf<'clock'> = {
    ...{ kind: 'clock', segmentId: 6, at: ['09:00'], days: [], dates: [] },
    ...{ holidays: 'as-others', zone: 'business', usualHour: false, ...more },
  };
  return automation({ trigger, once: { per: 'event' } });
};
const hint = () =>
  en('automations.clock.holiday-dates', { count: 3, year: String(HOLIDAYS_UP_TO) });

beforeEach(() => grantOnly(null));
afterEach(() => jest.restoreAllMocks());

describe('the clock of an automation', () => {
  it('[E-16] takes a holiday by its name, which adds its next three dates', async () => {
    const { person, calls } = await openOne(clock({ dates: ['2026-01-05'] }), {
      'PUT /whatsapp/automations/3': clock(),
    });
    expect(await screen.findByText(hint())).toBeTruthy();
    await person.click(await blank('automations.blank.holiday'));
    const republicDay = { name: /^Republic Day \(Oct 29, \d{4}\)$/ };
    await person.click(await screen.findByRole('option', republicDay));
    const when = within(screen.getByTestId('when-row'));
    expect(await when.findAllByText(/^Oct 29, \d{4}$/)).toHaveLength(3);
    expect(await violations()).toEqual([]);
    await person.click(screen.getByTestId('save-automation'));
    await waitFor(() => expect(bodies(calls, 'PUT', '/3')).toHaveLength(1));
    const [body] = bodies(calls, 'PUT', '/3') as { trigger: TriggerOf<'clock'> }[];
    const [kept, ...added] = body?.trigger.dates ?? [];
    const year = Number(added[0]?.slice(0, 4));
    expect(kept).toBe('2026-01-05');
    expect(added).toEqual([0, 1, 2].map((later) => `${year + later}-10-29`));
  });

  it('[E-16] [X-13] names holidays in Turkish', async () => {
    const { person } = await openOne(clock(), {}, 'tr');
    const name = tr('automations.blank.holiday');
    await person.click(await screen.findByRole('combobox', { name }));
    const option = { name: /^Cumhuriyet Bayramı \(29 Eki \d{4}\)$/ };
    expect(await screen.findByRole('option', option)).toBeTruthy();
  });

  it('[E-16] offers no holiday where it starts on none', async () => {
    const { person } = await openOne(clock());
    expect(await screen.findByText(hint())).toBeTruthy();
    await choose(person, 'automations.clock.holidays', en('automations.holidays.never'));
    await waitFor(() => expect(screen.queryByText(hint())).toBeNull());
  });
});
