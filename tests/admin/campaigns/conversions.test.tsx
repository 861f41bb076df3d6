import { screen } from '@testing-library/react';
import { Conversions } from '../../../admin/src/pages/Campaigns/detail/Conversions';
import type { CampaignConversions } from '../../../server/src/contracts/conversions';
import { renderAdmin } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { en, tr } from '../../support/words';

showOn('wide');

const none: CampaignConversions = {
  conversions: 0,
  people: 0,
  rate: 0,
  afterClick: 0,
  revenue: [],
  events: [],
  days: 7,
};
const revenue = [
  { currency: 'TRY', value: 12_480.5 },
  { currency: 'EUR', value: 20 },
];
const some = {
  ...none,
  conversions: 52,
  people: 48,
  rate: 0.0234,
  afterClick: 9,
  revenue,
  events: [
    { event: 'order', conversions: 50, revenue },
    { event: 'signed-up', conversions: 2, revenue: [] },
  ],
};

const open = (figures: CampaignConversions, locale: 'en' | 'tr' = 'en') =>
  renderAdmin(<Conversions figures={figures} />, { locale });
const texts = async (id: string) => (await screen.findAllByTestId(id)).map((e) => e.textContent);

afterEach(() => jest.restoreAllMocks());

describe('what people did after a campaign', () => {
  it('[A-05] is shown as a number, a share of those reached, and its worth by currency', async () => {
    await open(some);
    expect((await screen.findByTestId('conversion-count')).textContent).toBe('52');
    expect(await texts('conversion-rate')).toEqual([
      en('campaigns.conversions.share', { rate: 0.023, people: 48 }),
    ]);
    expect(await texts('conversion-revenue')).toEqual([
      expect.stringContaining('12,480.50'),
      '€20.00',
    ]);
    expect((await texts('conversion-event'))[1]).toBe('signed-up: 2');
    const card = screen.getByTestId('campaign-conversions').textContent;
    expect(card).toContain(en('campaigns.conversions.about', { days: 7 }));
    expect(card).toContain(en('campaigns.conversions.clicked', { count: 9 }));
  });

  it('says in Turkish too what it counts', async () => {
    await open({ ...some, days: 3 }, 'tr');
    expect((await texts('conversion-rate'))[0]).toBe(
      tr('campaigns.conversions.share', { rate: 0.023, people: 48 })
    );
    expect(screen.getByTestId('campaign-conversions').textContent).toContain(
      tr('campaigns.conversions.about', { days: 3 })
    );
  });

  it('says that there is nothing yet, and no share of nobody', async () => {
    await open({ ...none, rate: null });
    expect((await screen.findByTestId('campaign-conversions')).textContent).toContain(
      en('campaigns.conversions.none')
    );
    expect(screen.queryByTestId('conversion-count')).toBeNull();
  });
});
