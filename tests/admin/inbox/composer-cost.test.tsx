import { screen, within } from '@testing-library/react';
import type { ConversationView } from '../../../server/src/contracts/conversations';
import type { CostResult, MessagePrices } from '../../../server/src/contracts/prices';
import { renderAdmin } from '../../support/render-admin';
import { grantOnly } from '../../support/strapi-admin';
import { conversationOf, messageOf, templateOf } from '../../support/message-views';
import { SomeThread } from '../../support/some-thread';
import { showOn } from '../../support/show-on';
import { en, tr } from '../../support/words';

showOn('laptop');

const HOUR = 3_600_000;
/** The cost of one message: a price in euros, free, or not known. */
const cost = (
  category: string,
  price: number | 'free' | null,
  { hasPrices = true, country = 'TR' }: { hasPrices?: boolean; country?: string | null } = {}
): CostResult => ({
  hasPrices,
  pricesFrom: hasPrices ? ['2026-10-01'] : [],
  isSample: false,
  totals: [],
  lines: [
    {
      country,
      market: null,
      category,
      type: price === 'free' ? 'free_customer_service' : null,
      count: 1,
      currency: typeof price === 'number' ? 'EUR' : null,
      micros: price === 'free' ? 0 : price,
      totalMicros: price === 'free' ? 0 : price,
    },
  ],
  unpriced: price === null ? 1 : 0,
});
const some = (part: Partial<MessagePrices> = {}): MessagePrices => ({
  service: cost('service', 2_000),
  MARKETING: cost('marketing', 10_900),
  UTILITY: cost('utility', 2_000),
  AUTHENTICATION: cost('authentication', null),
  free: null,
  ...part,
});

const open = async (
  prices: MessagePrices,
  conversation: Partial<ConversationView> = {},
  locale = 'en'
) => {
  const view = await renderAdmin(<SomeThread conversation={conversationOf(1, conversation)} />, {
    locale,
    routes: {
      'GET /whatsapp/conversations/1/messages': {
        messages: [messageOf(1)],
        events: [],
        nextCursor: null,
      },
      'GET /whatsapp/conversations/1/prices': prices,
      'GET /whatsapp/conversations/1/may-template': {
        MARKETING: null,
        UTILITY: null,
        AUTHENTICATION: null,
        topicsRefused: [],
        channels: [],
      },
      'GET /whatsapp/templates': {
        templates: [
          templateOf(1, { name: 'order_update' }),
          templateOf(2, { name: 'spring_sale', category: 'MARKETING' }),
        ],
        uses: [],
        lastSync: null,
      },
    },
  });
  await screen.findByTestId('thread');
  return view;
};
const choose = async (view: Awaited<ReturnType<typeof open>>, name: RegExp) => {
  const ways = [en('inbox.composer.choose-template'), en('inbox.composer.template')];
  await view.person.click(
    screen.getByRole('button', { name: new RegExp(`^(${ways.join('|')})$`) })
  );
  await view.person.click(await screen.findByRole('button', { name }));
  return screen.findByTestId('template-cost');
};

afterEach(() => grantOnly(null));

describe('what a message costs, before it is sent', () => {
  it('counts the free answers of the month above the field, where the buttons leave the line to them', async () => {
    await open(some({ free: { free: 1_000, used: 188, left: 812 } }));
    const line = await screen.findByText(en('prices.one.left', { left: 812, free: 1000 }));
    const row = screen.getByTestId('composer-row');
    expect(row.contains(screen.getByTestId('composer-send'))).toBe(true);
    expect(row.contains(line)).toBe(false);
  });

  it('names the price of an answer once the free ones are used up', async () => {
    await open(some({ free: { free: 1_000, used: 1_000, left: 0 } }));
    expect(await screen.findByText(en('prices.one.about', { price: '€0.002' }))).toBeTruthy();
  });

  it('after an ad says until when all is free, beside the window and at the field', async () => {
    const until = Date.now() + 70 * HOUR;
    await open(some(), { freeEntry: { until, answerBy: null } });
    const time = new Intl.DateTimeFormat('en', {
      weekday: 'short',
      hour: 'numeric',
      minute: '2-digit',
    }).format(until);
    expect(screen.getByTestId('free-entry').textContent).toBe(en('shell.free.until', { time }));
    expect(screen.getByTestId('window-meter').textContent).toContain('Reply window:');
    expect(screen.getByTestId('answer-cost').textContent).toBe(en('shell.free.until', { time }));
  });

  it('after an ad says by when an answer makes all free', async () => {
    await open(some(), { freeEntry: { until: null, answerBy: Date.now() + 20 * HOUR } });
    expect(screen.getByTestId('free-entry').textContent).toMatch(
      new RegExp(`^${en('shell.free.answer-by', { time: '' })}`)
    );
  });

  it('free of charge is not free-form: with the window closed text is not offered, a template is free', async () => {
    const until = Date.now() + HOUR;
    const view = await open(some(), {
      window: { open: false, expiresAt: Date.now() - HOUR },
      freeEntry: { until, answerBy: null },
    });
    expect(screen.getByTestId('composer-closed').dataset.mode).toBe('template-only');
    expect(screen.getByTestId('free-entry').textContent).toContain(
      en('shell.free.until', { time: '' })
    );
    const shown = await choose(view, /spring_sale/);
    expect(shown.textContent).toContain(en('shell.free.until', { time: '' }));
    expect(shown.textContent).not.toContain('€');
  });

  it('prices a template by its category, with the day of the prices', async () => {
    const view = await open(some());
    expect((await choose(view, /spring_sale/)).textContent).toContain(
      en('prices.one.about', { price: '€0.0109' })
    );
    await view.person.click(screen.getByRole('button', { name: /order_update/ }));
    const shown = screen.getByTestId('template-cost');
    expect(shown.textContent).toContain(en('prices.one.about', { price: '€0.002' }));
    expect(
      within(shown).getByText(en('prices.cost.from', { days: 'October 1, 2026' }))
    ).toBeTruthy();
  });

  it('says that a template is free where Meta’s rules of the day make it so', async () => {
    const view = await open(some({ UTILITY: cost('utility', 'free') }));
    expect((await choose(view, /order_update/)).textContent).toContain(en('prices.one.free'));
  });

  it('leads to the prices where none are entered, those who may enter them only', async () => {
    const none = { hasPrices: false };
    const prices = some({ MARKETING: cost('marketing', null, none) });
    const view = await open(prices);
    const shown = await choose(view, /spring_sale/);
    expect(shown.textContent).toContain(en('prices.one.none'));
    expect(within(shown).getByRole('link').getAttribute('href')).toBe('/settings/whatsapp/prices');
    view.unmount();
    grantOnly(['chat.read', 'chat.reply', 'template.list']);
    const again = await open(prices);
    expect(within(await choose(again, /spring_sale/)).queryByRole('link')).toBeNull();
  });

  it('names the country without a price, in Turkish too', async () => {
    await open(some({ service: cost('service', null) }), {}, 'tr');
    expect(
      await screen.findByText(tr('prices.one.no-country', { country: 'Türkiye' }))
    ).toBeTruthy();
  });
});
