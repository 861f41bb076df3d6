import { screen, within } from '@testing-library/react';
import { CostCard } from '../../../admin/src/pages/Campaigns/detail/CostCard';
import { CostTable } from '../../../admin/src/shared/prices/CostTable';
import { Bill } from '../../../admin/src/pages/Campaigns/wizard/Bill';
import { StartDialog } from '../../../admin/src/pages/Campaigns/wizard/StartDialog';
import type { CostResult } from '../../../server/src/contracts/prices';
import { bill, campaign } from '../../unit/admin/campaigns/builders';
import { violations } from '../axe';
import { renderAdmin } from '../../support/render-admin';
import { denied } from '../../support/strapi-admin';
import { showOn } from '../../support/show-on';
import { en, tr } from '../../support/words';

showOn('wide');

const line = {
  country: 'TR',
  market: 'TR',
  category: 'marketing',
  type: null,
  count: 11_900,
  currency: 'EUR',
  micros: 10_000,
  totalMicros: 119_000_000,
};
const cost = (part: Partial<CostResult> = {}): CostResult => ({
  hasPrices: true,
  pricesFrom: ['2026-10-01'],
  isSample: false,
  totals: [{ currency: 'EUR', micros: 812_400_000 }],
  lines: [
    { ...line, country: 'DE', market: 'DE', count: 580, micros: 119_500, totalMicros: 693_400_000 },
    line,
  ],
  unpriced: 0,
  ...part,
});
const showBill = (of: CostResult | null, locale: 'en' | 'tr' = 'en') =>
  renderAdmin(
    <Bill
      bill={bill({ willReceive: 12_480, cost: of })}
      campaignId={5}
      limitMode="spread"
      onLimitMode={() => undefined}
      busy={false}
      usesLimit={false}
    />,
    { locale }
  );

afterEach(() => {
  denied.clear();
  jest.restoreAllMocks();
});

describe('the cost in the bill', () => {
  it('is an estimate with its day, and opens to show how it adds up', async () => {
    const { person } = await showBill(cost());
    const sum = within(screen.getByTestId('cost')).getByTestId('cost-sum');
    expect(sum.textContent).toBe(en('prices.cost.about', { sum: '€812.40' }));
    expect(screen.getByText('Germany 580 × €0.1195 · Türkiye 11,900 × €0.01')).toBeTruthy();
    const link = screen.getByRole('link', {
      name: en('prices.cost.from', { days: 'October 1, 2026' }),
    });
    expect(link.getAttribute('href')).toBe('/settings/whatsapp/prices');
    expect(await violations()).toEqual([]);
    await person.click(
      screen.getByRole('button', {
        name: en('prices.cost.seeHow', { label: en('prices.cost.costs') }),
      })
    );
    const drawer = within(await screen.findByRole('dialog'));
    const lines = drawer.getAllByTestId('cost-line');
    expect(lines[0]?.textContent).toContain('Germany');
    expect(lines[0]?.textContent).toContain('€693.40');
    // However narrow the column: a number that breaks is read as two.
    expect(getComputedStyle(drawer.getByText('€693.40')).whiteSpace).toBe('nowrap');
    expect(drawer.getByText(en('prices.cost.why'))).toBeTruthy();
  });

  it('names two countries, and says how many messages are in the others', async () => {
    const other = { ...line, country: 'FR', market: 'FR', count: 20, totalMicros: 200_000 };
    const free = { ...line, type: 'free_customer_service', currency: null, micros: 0, count: 5 };
    const { lines } = cost();
    await showBill(cost({ lines: [...lines, other, free] }));
    expect(
      screen.getByText(
        `Germany 580 × €0.1195 · Türkiye 11,900 × €0.01 · ${en('prices.cost.more', { count: 25 })}`
      )
    ).toBeTruthy();
  });

  it('says that there are no prices, never zero, and leads those who may enter them there', async () => {
    const without = { hasPrices: false, pricesFrom: [], totals: [], unpriced: 12_480 };
    const first = await showBill(cost(without));
    expect(screen.getByTestId('no-prices').textContent).toContain(
      en('prices.cost.none', { label: en('prices.cost.costs') })
    );
    expect(screen.getByRole('link', { name: en('prices.cost.enter') })).toBeTruthy();
    expect(screen.queryByTestId('cost-sum')).toBeNull();
    first.unmount();
    denied.add('canMaintain');
    await showBill(cost(without));
    expect(screen.queryByRole('link')).toBeNull();
  });

  it('says how many messages are not in the sum, and that sample prices are made up', async () => {
    await showBill(cost({ unpriced: 3, isSample: true }));
    expect(screen.getByTestId('cost-unpriced').textContent).toBe(
      en('prices.cost.unpriced', { count: 3 })
    );
    expect(screen.getByText(en('prices.cost.sample', { days: 'October 1, 2026' }))).toBeTruthy();
  });

  it('never adds two currencies up, and calls what is free free', async () => {
    const both = await showBill(
      cost({
        totals: [
          { currency: 'EUR', micros: 1_000_000 },
          { currency: 'TRY', micros: 2_000 },
        ],
      })
    );
    expect(screen.getByTestId('cost-sum').textContent).toMatch(/€1\.00 \+ TRY\s0\.002/);
    both.unmount();
    const free = {
      ...line,
      type: 'free_customer_service',
      currency: null,
      micros: 0,
      totalMicros: 0,
    };
    await showBill(cost({ totals: [], lines: [free] }));
    expect(screen.getByTestId('cost-sum').textContent).toBe(en('prices.cost.free'));
  });

  it('says nothing where nothing can be said', async () => {
    await showBill(null);
    expect(screen.queryByTestId('cost')).toBeNull();
    expect(screen.queryByTestId('no-prices')).toBeNull();
  });

  it('speaks Turkish', async () => {
    await showBill(cost(), 'tr');
    expect(screen.getByTestId('cost-sum').textContent).toBe(
      tr('prices.cost.about', { sum: '€812,40' })
    );
    expect(screen.getByText(tr('prices.cost.from', { days: '1 Ekim 2026' }))).toBeTruthy();
  });

  it('stands in the question before the start', async () => {
    await renderAdmin(
      <StartDialog
        campaign={campaign()}
        bill={bill({ cost: cost() })}
        onClose={() => undefined}
        onStart={() => Promise.resolve()}
      />
    );
    expect(screen.getByTestId('start-cost').textContent).toBe(
      en('prices.cost.start', { sum: '€812.40' })
    );
  });
});

describe('the cost of a campaign', () => {
  const show = (state: 'running' | 'completed', answer: CostResult | null) =>
    renderAdmin(<CostCard state={state} cost={answer} />);

  it('is what was sent so far while it runs, and the cost once it is done', async () => {
    await show('running', cost());
    const card = await screen.findByTestId('campaign-cost');
    expect(card.textContent).toContain(en('prices.cost.soFar'));
    expect(within(card).getByTestId('cost-sum').textContent).toBe(
      en('prices.cost.about', { sum: '€812.40' })
    );
  });

  it('has a total to which its lines add up, to the last digit', async () => {
    const lines = [
      { ...line, count: 31, micros: 51_200, totalMicros: 1_587_200 },
      { ...line, country: 'DE', market: 'DE', count: 7, micros: 119_550, totalMicros: 836_850 },
    ];
    await renderAdmin(
      <CostTable cost={cost({ lines, totals: [{ currency: 'EUR', micros: 2_424_050 }] })} />
    );
    const shown = screen.getAllByTestId('cost-line').map(({ textContent }) => textContent);
    expect(shown[0]).toContain('€1.58720');
    expect(shown[1]).toContain('€0.83685');
    expect(shown[2]).toBe(`${en('prices.cost.total')}€2.42405`);
  });

  it('shows nothing while nothing is delivered', async () => {
    await show('completed', cost({ lines: [], totals: [] }));
    expect(screen.queryByTestId('campaign-cost')).toBeNull();
  });
});
