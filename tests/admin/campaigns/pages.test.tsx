import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { campaign, counts } from '../../unit/admin/campaigns/builders';
import { messageOf } from '../../support/message-views';
import type { Call } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { denied } from '../../support/strapi-admin';
import { figures } from '../../unit/admin/campaigns/insight-views';
import { counted, error, open, row, running } from './campaign-page';
import { en } from '../../support/words';

showOn('wide');

/** Who is signed in in these tests. */
const ME = 1;
afterEach(() => {
  denied.clear();
  jest.restoreAllMocks();
});

describe('the page of a campaign', () => {
  it('[M-31] [M-32] [M-33] shows sent, delivered, read and failed as counted', async () => {
    await open();
    const value = async (key: string) => (await screen.findByTestId(`count-${key}`)).textContent;
    expect(await value('sent')).toBe('7,737');
    expect(await value('delivered')).toBe('7,402');
    expect(await value('read')).toBe('3,171');
    expect(await value('failed')).toBe('57');
    expect(screen.getByText(en('state.message.queued'))).toBeTruthy();
    expect(screen.getByTestId('campaign-state').getAttribute('data-state')).toBe('running');
    expect(screen.getByText(/spring_sale · English/)).toBeTruthy();
  });

  it('says whom it is for in the words of its report', async () => {
    const audience = {
      kind: 'all' as const,
      filter: { consent: { include: ['in' as const], exclude: [] } },
      except: [],
    };
    await open({ ...running, audience, audienceText: null });
    const part = en('people.who.in.consent', {
      values: en('people.who.quoted', { value: en('people.consent.in') }),
    });
    expect((await screen.findByTestId('filter-words')).textContent).toContain(part);
  });

  it('[M-33] groups the errors in words with what to do, and retries only those that a retry can cure', async () => {
    const { calls, person } = await open();
    expect(await screen.findByText('38 × Not on WhatsApp')).toBeTruthy();
    expect(screen.getAllByText('Ask for another number.').length).toBeGreaterThan(0);
    await person.click(
      screen.getByRole('button', { name: en('campaigns.retry.button', { count: 19 }) })
    );
    await person.click(
      within(screen.getByRole('alertdialog')).getByRole('button', {
        name: en('campaigns.retry.button', { count: 19 }),
      })
    );
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'POST')?.body).toEqual({ action: 'retry' })
    );
  });

  it('[M-33] takes those without WhatsApp out of the groups after a yes that says how many', async () => {
    const { calls, person } = await open(running, {
      'POST /whatsapp/campaigns/5/take-out': { places: 37, groups: ['VIP'] },
    });
    await person.click(await screen.findByTestId('take-out'));
    expect(calls.some(({ method }) => method === 'POST')).toBe(false);
    await person.click(
      within(screen.getByRole('alertdialog')).getByRole('button', {
        name: en('campaigns.takeOut.button', { count: 38 }),
      })
    );
    await waitFor(() =>
      expect(calls.map(({ method, path }) => `${method} ${path}`)).toContain(
        'POST /whatsapp/campaigns/5/take-out'
      )
    );
  });

  it('[A-04] [X-05] opens what people replied, to read only, page by page', async () => {
    const thread = '/whatsapp/campaigns/5/replies/31/messages';
    const { calls, person } = await open(running, {
      'GET /whatsapp/campaigns/5/replies': {
        replies: [{ conversationId: 31, name: 'Ayşe Kaya', address: '+905321234567', at: 1 }],
        nextCursor: null,
      },
      [`GET ${thread}`]: ({ query }: Call) =>
        query.get('cursor') === 'before'
          ? { messages: [messageOf(1)], events: [], nextCursor: null, newerCursor: null }
          : {
              messages: [messageOf(3), messageOf(2)],
              events: [],
              nextCursor: 'before',
              newerCursor: null,
            },
    });
    const card = within(await screen.findByTestId('campaign-replies'));
    expect(card.getByText(en('campaigns.replies.count', { count: 118 }))).toBeTruthy();
    expect(calls.some(({ path }) => path.includes('/replies'))).toBe(false);
    await person.click(card.getByRole('button', { name: en('campaigns.replies.read') }));
    const drawer = within(screen.getByRole('dialog'));
    await person.click(await drawer.findByRole('button', { name: 'Ayşe Kaya' }));
    expect(await drawer.findByText(en('campaigns.replies.readOnly'))).toBeTruthy();
    await person.click(await drawer.findByRole('button', { name: en('inbox.thread.older') }));
    await drawer.findByText('message 1');
    expect(drawer.getAllByTestId('bubble').map(({ dataset }) => dataset.messageId)).toEqual([
      '1',
      '2',
      '3',
    ]);
    const buttons = drawer.getAllByRole('button').map((one) => one.textContent);
    expect(buttons).toEqual([en('shell.drawer.close'), en('campaigns.replies.back')]);
  });

  it('[X-05] offers no replies to who may not read them, nor where nobody replied', async () => {
    const none = counted(running);
    const shown = await open(running, {
      'GET /whatsapp/campaigns/5/insights': { ...none, figures: { ...none.figures, replied: 0 } },
    });
    await screen.findByTestId('count-delivered');
    expect(await screen.findByTestId('campaign-conversions')).toBeTruthy();
    expect(screen.queryByTestId('campaign-replies')).toBeNull();
    shown.unmount();
    denied.add('canReadReplies');
    await open();
    expect(await screen.findByTestId('campaign-conversions')).toBeTruthy();
    expect(screen.queryByTestId('campaign-replies')).toBeNull();
  });

  it('[M-33] offers to take nobody out where no group was chosen, or who may not change groups', async () => {
    await open({ ...running, audience: { kind: 'all', filter: {}, except: [] } });
    expect(await screen.findByText('38 × Not on WhatsApp')).toBeTruthy();
    expect(screen.queryByTestId('take-out')).toBeNull();
    cleanup();
    denied.add('canChange');
    await open();
    expect(await screen.findByText('38 × Not on WhatsApp')).toBeTruthy();
    expect(screen.queryByTestId('take-out')).toBeNull();
  });

  it('[M-33] retries one group alone where several can be cured', async () => {
    const held = { ...error, code: 131049, title: 'Held', retryable: true, count: 19 };
    const { calls, person } = await open(running, {
      'GET /whatsapp/campaigns/5/insights': counted(running, {
        errors: {
          errors: [held, { ...held, code: 130429, title: 'Too fast', count: 3 }],
          skipped: [],
        },
      }),
    });
    expect(
      await screen.findByRole('button', { name: en('campaigns.retry.button', { count: 22 }) })
    ).toBeTruthy();
    await person.click(screen.getByTestId('retry-130429'));
    await person.click(
      within(screen.getByRole('alertdialog')).getByRole('button', {
        name: en('campaigns.retry.button', { count: 3 }),
      })
    );
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'POST')?.body).toEqual({
        action: 'retry',
        errorCode: 130429,
      })
    );
  });

  it('[M-41] pauses without a dialog and asks with the numbers before the rest is cancelled', async () => {
    const { calls, person } = await open();
    await person.click(await screen.findByTestId('pause-campaign'));
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'PUT')?.body).toEqual({ action: 'pause' })
    );
    await person.click(screen.getByTestId('cancel-campaign'));
    expect(screen.getByText(en('campaigns.cancel.title', { rest: 4682 }))).toBeTruthy();
    await person.click(screen.getByTestId('confirm-cancel'));
    await waitFor(() =>
      expect(calls.filter((c) => c.method === 'PUT').at(-1)?.body).toEqual({ action: 'cancel' })
    );
  });

  it('shows an uncertain message with its verdict and sends it again only after a yes', async () => {
    const { calls, person } = await open();
    const shown = await screen.findByTestId('uncertain-row');
    expect(shown.textContent).toContain(en('campaigns.verdict.very-likely-not-accepted'));
    await person.click(
      within(shown).getByRole('button', { name: en('campaigns.uncertain.sendAgain') })
    );
    expect(calls.some((c) => c.method === 'POST')).toBe(false);
    await person.click(
      screen.getByRole('button', { name: en('campaigns.uncertain.confirm', { count: 1 }) })
    );
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'POST')?.body).toEqual({
        action: 'send-again',
        recipientIds: [1],
      })
    );
  });

  describe('what could not be handed over to another channel', () => {
    const given = {
      channel: 'email',
      state: 'failed',
      reason: 'no-address',
      detail: null,
    } as const;
    const base = { state: 'skipped', reason: 'channel', verdict: null } as const;
    const recipients = [
      row({ ...base, id: 1, handover: given }),
      row({ ...base, id: 2, name: 'Can', handover: { ...given, state: 'waiting' } }),
      row({ ...base, id: 3, name: 'Ece', handover: { ...given, state: 'uncertain' } }),
      row({ ...base, id: 4, name: 'Su', handover: { ...given, state: 'done', reason: null } }),
    ];
    const againFor = new RegExp(`^${en('campaigns.handover.againFor', { name: '[AC]' })}`);
    const show = () =>
      open(running, {
        'GET /whatsapp/campaigns/5/recipients': { recipients, nextCursor: null },
      });

    it('[O-29] is tried again for one or for all, and never what may have left', async () => {
      const { calls, person } = await show();
      const again = await screen.findAllByRole('button', { name: againFor });
      expect(again.map((one) => one.getAttribute('aria-label'))).toEqual([
        en('campaigns.handover.againFor', { name: 'Ayşe Kaya' }),
        en('campaigns.handover.againFor', { name: 'Can' }),
      ]);
      await person.click(
        screen.getByRole('button', {
          name: en('campaigns.handover.againFor', { name: 'Ayşe Kaya' }),
        })
      );
      const posted = () => calls.filter(({ method }) => method === 'POST').map(({ body }) => body);
      await waitFor(() =>
        expect(posted()).toEqual([{ action: 'hand-over-again', recipientIds: [1] }])
      );
      await person.click(screen.getByTestId('hand-over-all-again'));
      await waitFor(() => expect(posted().at(-1)).toEqual({ action: 'hand-over-again' }));
    });

    it('[O-29] is not offered to who may not launch', async () => {
      denied.add('canLaunch');
      await show();
      expect(await screen.findAllByTestId('handover')).not.toHaveLength(0);
      expect(screen.queryByRole('button', { name: againFor })).toBeNull();
      expect(screen.queryByTestId('hand-over-all-again')).toBeNull();
    });
  });

  it('[M-37] says that it waits for the limit and goes on by itself', async () => {
    await open({ ...running, waiting: { kind: 'limit', until: 1_800_000_000_000 } });
    const band = await screen.findByTestId('band-waiting');
    expect(band.textContent).toContain(en('campaigns.waiting.limit.body'));
    expect(screen.getByTestId('campaign-state').textContent).toContain(
      en('state.campaign.waiting')
    );
  });

  it('[M-37] says until when it waits for what an outage kept, and goes on at once when a person says so', async () => {
    const until = Date.UTC(2030, 4, 2, 7, 0);
    const waiting = { kind: 'catch-up' as const, until, awayMs: 28_000 };
    const { calls, person } = await open({ ...running, waiting });
    const band = await screen.findByTestId('band-waiting');
    expect(band.textContent).toContain('(28 seconds)');
    expect(band.textContent).toMatch(/May 2,? .*7:00|2 May.*7:00/);
    await person.click(within(band).getByRole('button', { name: en('campaigns.action.goOn') }));
    await person.click(await screen.findByTestId('confirm-go-on'));
    const put = () => calls.filter(({ method }) => method === 'PUT').map(({ body }) => body);
    await waitFor(() => expect(put()).toEqual([{ action: 'go-on' }]));
  });

  it('[M-37] lets nobody go on who may not launch, nor while nothing can be taken', async () => {
    denied.add('canLaunch');
    await open({ ...running, waiting: { kind: 'catch-up', until: 1_800_000_000_000, awayMs: 1 } });
    const band = await screen.findByTestId('band-waiting');
    expect(within(band).queryByRole('button')).toBeNull();
  });

  it('[M-28] lists after the run who was left out and why, and narrows the list to them', async () => {
    const { calls, person } = await open({
      ...running,
      counts: { ...running.counts, skipped: 12 },
    });
    expect((await screen.findByTestId('left-out-window-closed')).textContent).toContain('12');
    const reason = en('campaigns.skip.window-closed');
    await person.click(
      screen.getByRole('button', { name: en('campaigns.bill.seeWhom', { reason }) })
    );
    const clear = new RegExp(`^${en('campaigns.clear')}: ${reason}`);
    expect(await screen.findByRole('button', { name: clear })).toBeTruthy();
    expect(calls.filter((call) => call.path.endsWith('/recipients')).length).toBeGreaterThan(1);
  });

  it('[A-04] shows how often what its messages lead to was opened, and by how many known people', async () => {
    const link = {
      id: 1,
      name: 'Autumn',
      target: 'https://shop.example/autumn',
      clickParam: null,
      archived: false,
      addedAt: 1,
      people: 12,
      clicks: 40,
      lastClickAt: null,
    };
    const other = { ...link, id: 2, name: 'Winter', people: 0, clicks: 10 };
    await open(running, {
      'GET /whatsapp/campaigns/5/insights': counted(running, { links: [link, other] }),
    });
    const [first, second] = await screen.findAllByTestId('campaign-link');
    expect(first?.textContent).toContain(en('links.counts', { clicks: 40, people: 12 }));
    expect(second?.textContent).toContain('Winter');
    const bar = screen.getByRole('progressbar', {
      name: en('campaigns.links.bar', { name: 'Winter', clicks: 10 }),
    });
    expect(bar.getAttribute('aria-valuenow')).toBe('25');
  });

  it('[M-31] [M-32] [M-33] reads of a finished one: of how many recipients, and each step with its share of the step before', async () => {
    const done = { total: 250, sent: 240, delivered: 228, read: 171, failed: 10 };
    const completed = campaign({ state: 'completed', counts: counts(done) });
    await open(completed, {
      'GET /whatsapp/campaigns/5/insights': counted(completed, {
        figures: figures({ hasLinks: false, buttons: [], replied: 57 }),
      }),
    });
    await screen.findByTestId('count-replied');
    expect(
      await screen.findByRole('heading', { name: en('campaigns.funnel.title', { total: 250 }) })
    ).toBeTruthy();
    const read = (key: string) => screen.getByTestId(`count-${key}`).closest('li')?.textContent;
    type Step = 'sent' | 'delivered' | 'read' | 'replied' | 'failed';
    const line = (key: Step, count: number, share: number) =>
      `${en(`campaigns.count.${key}`)}${count}${en(`campaigns.funnel.of.${key}`, { share })}`;
    expect(read('sent')).toBe(line('sent', 240, 0.96));
    expect(read('delivered')).toBe(line('delivered', 228, 0.95));
    expect(read('read')).toBe(line('read', 171, 0.75));
    expect(read('replied')).toBe(line('replied', 57, 0.25));
    expect(read('failed')).toBe(line('failed', 10, 0.04));
    expect(screen.queryByText(en('state.message.queued'))).toBeNull();
  });

  it('says who paused it: you, or a colleague by name', async () => {
    const paused = (by: { id: number; name: string } | null) =>
      open({
        ...running,
        state: 'paused',
        pauseReasons: [{ reason: 'person', detail: null, at: 1_700_000_000_000, by }],
      });
    const title = async () =>
      within(await screen.findByTestId('band-paused')).getByRole('heading').textContent;
    await paused({ id: ME, name: 'Deniz Su' });
    expect(await title()).toBe(en('campaigns.paused.byYou'));
    cleanup();
    await paused({ id: ME + 1, name: 'Ece Aslan' });
    expect(await title()).toBe(en('campaigns.paused.byName', { name: 'Ece Aslan' }));
    cleanup();
    await paused(null);
    expect(await title()).toBe(en('campaigns.paused.title'));
  });

  it('shows why it paused by itself with the remedy and Resume', async () => {
    const { calls, person } = await open({
      ...running,
      state: 'paused',
      pauseReasons: [{ reason: 'token-refused', detail: null, at: 1_700_000_000_000, by: null }],
    });
    const band = await screen.findByTestId('band-paused');
    expect(band.textContent).toContain(en('campaigns.pause.token-refused'));
    await person.click(within(band).getByRole('button', { name: en('campaigns.action.resume') }));
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'PUT')?.body).toEqual({ action: 'resume' })
    );
  });

  it.each([
    ['no-language-ready', 'tr, de', 'Turkish, German'],
    ['file-not-sendable', 'media-missing', en('error.media-missing')],
  ])('says with its details why a later run of a series failed: %s', async (...row) => {
    const [reason, detail, words] = row;
    const fault = { reason, detail };
    await open({
      ...running,
      state: 'failed',
      failReason: fault.reason,
      pauseReasons: [{ ...fault, at: 1_700_000_000_000, by: null }],
    });
    const band = await screen.findByTestId('band-failed');
    expect(band.textContent).toContain(
      en(`campaigns.check.${reason}` as 'campaigns.check.no-language-ready', { detail: words })
    );
  });

  it('[X-14] leads to the guide about categories when Meta moved the template', async () => {
    await open({
      ...running,
      state: 'paused',
      pauseReasons: [
        { reason: 'template-recategorised', detail: '2480', at: 1_700_000_000_000, by: null },
      ],
    });
    const found = await screen.findByTestId('band-paused');
    expect(found.textContent).toContain(`${en('campaigns.pause.template-recategorised')} 2,480`);
    const band = within(found);
    expect(
      band.getByRole('link', { name: en('category-guide.link') }).getAttribute('href')
    ).toContain('/templates/categories');
  });

  it('shows the funnel as a table on demand', async () => {
    const { person } = await open();
    await person.click(await screen.findByRole('button', { name: en('campaigns.funnel.asTable') }));
    expect(
      screen.getByRole('grid', { name: en('campaigns.funnel.title', { total: 12480 }) })
    ).toBeTruthy();
    expect(screen.getByTestId('count-read').textContent).toBe('3,171');
  });

  it('[A-01] all figures are of one moment, which is named at the top, and of the counts of that moment', async () => {
    await open(running, {
      'GET /whatsapp/campaigns/5/insights': counted(running, {
        countedAt: new Date(2026, 10, 26, 14, 3, 22).getTime(),
        counts: counts({ total: 12_480, queued: 4_600, sent: 7_800, delivered: 7_500, failed: 80 }),
      }),
    });
    const asOf = new RegExp(`^${en('campaigns.asOf', { at: '0?2:03:22' })}`);
    expect((await screen.findByTestId('as-of')).textContent).toMatch(asOf);
    expect(screen.getByTestId('count-sent').textContent).toBe('7,800');
    // The campaign itself is newer, or older, than the moment at the top.
    const progress = { done: 7_880, total: 12_480, percent: 0.63 };
    expect(screen.getByText(en('campaigns.list.progress', progress))).toBeTruthy();
    expect(
      screen.getByRole('heading', {
        name: en('campaigns.errors.title', { count: 80, total: 12480 }),
      })
    ).toBeTruthy();
  });

  it('[A-01] says of one that has ended how many got it, also where figures of before its end were kept', async () => {
    const done = counts({ total: 77, queued: 0, sent: 77, delivered: 70 });
    const before = counts({ total: 77, queued: 77, sent: 0, delivered: 0 });
    const completed = { ...running, state: 'completed', counts: done } as const;
    await open(completed, {
      'GET /whatsapp/campaigns/5/insights': counted(completed, { counts: before }),
    });
    await waitFor(() => expect(screen.getByTestId('count-sent').textContent).toBe('77'));
    const words = en('campaigns.completed.body', { ...done });
    expect(screen.getByTestId('band-completed').textContent).toContain(words.trim());
  });

  it('[A-01] asks again as soon as newer figures are there than those that were kept', async () => {
    const answers = [
      counted(running, { againInMs: 20 }),
      counted(running, { counts: { ...running.counts, sent: 7_740 } }),
    ];
    const { calls } = await open(running, {
      'GET /whatsapp/campaigns/5/insights': () => answers.shift() ?? counted(),
    });
    await waitFor(() => expect(screen.getByTestId('count-sent').textContent).toBe('7,740'));
    expect(calls.filter(({ path }) => path.endsWith('/insights'))).toHaveLength(2);
  });

  it('has no button that changes something for who may only follow', async () => {
    const deeds = [
      en('campaigns.action.pause'),
      en('campaigns.action.cancel'),
      en('campaigns.uncertain.sendAgain'),
      en('campaigns.uncertain.leave'),
      en('campaigns.retry.button', { count: 19 }),
    ];
    await open();
    for (const name of deeds) expect(await screen.findByRole('button', { name })).toBeTruthy();
    cleanup();
    denied.add('canLaunch');
    await open();
    await screen.findByTestId('uncertain-row');
    expect(await screen.findByText('38 × Not on WhatsApp')).toBeTruthy();
    for (const name of deeds) expect(screen.queryByRole('button', { name })).toBeNull();
  });

  it('speaks the milestone in one polite region', async () => {
    await open();
    const region = await screen.findByTestId('campaign-announcer');
    expect(region.getAttribute('aria-live')).toBe('polite');
    expect(region.textContent).toBe(en('campaigns.announce.quarter', { percent: 0.5 }));
  });
});
