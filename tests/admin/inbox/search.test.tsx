import { screen, waitFor } from '@testing-library/react';
import { MessageHits } from '../../../admin/src/pages/Inbox/list/MessageHits';
import { SavedViews } from '../../../admin/src/pages/Inbox/list/SavedViews';
import { WaitingChip } from '../../../admin/src/pages/Inbox/list/WaitingChip';
import { readInboxUrl, useInboxUrl } from '../../../admin/src/pages/Inbox/hooks/useInboxUrl';
import { urlOfView, viewFiltersOf } from '../../../admin/src/pages/Inbox/model/views';
import type { InboxView } from '../../../server/src/contracts/inbox-views';
import { violations } from '../axe';
import { refuse, renderAdmin, type Call } from '../../support/render-admin';
import { contactOf, conversationOf } from '../../support/message-views';
import { en } from '../../support/words';

const conversation = conversationOf(7, { contact: contactOf(7, { name: 'Ayşe Kaya' }) });
const hit = (messageId: number, word: string) => ({
  messageId,
  at: 1_700_000_000_000,
  direction: 'in',
  conversation,
  excerpt: [
    { text: 'nerede bu ', hit: false },
    { text: word, hit: true },
  ],
});
const filters = { scope: 'all', status: 'open', q: 'kargo' } as const;
const nothing = () => undefined;

describe('the search in messages', () => {
  it('[C-09] marks what was found, goes on further back, and opens the thread at the message', async () => {
    const onOpen = jest.fn();
    const { person, calls } = await renderAdmin(<MessageHits filters={filters} onOpen={onOpen} />, {
      routes: {
        'GET /whatsapp/message-search': ({ query }: Call) =>
          query.get('cursor') === 'older'
            ? { hits: [hit(2, 'Kargom')], nextCursor: null, incomplete: false }
            : { hits: [hit(5, 'kargo')], nextCursor: 'older', incomplete: true },
      },
    });
    expect((await screen.findByText('kargo')).tagName).toBe('MARK');
    await screen.findByText(en('inbox.hits.incomplete'));
    await person.click(screen.getByRole('button', { name: en('inbox.hits.more') }));
    await person.click(await screen.findByText('Kargom'));
    expect(onOpen).toHaveBeenCalledWith(expect.objectContaining({ id: 7 }), 2);
    expect(screen.getAllByTestId('message-hit')).toHaveLength(2);
    expect(screen.queryByRole('button', { name: en('inbox.hits.more') })).toBeNull();
    expect(calls.every(({ query }: Call) => query.get('q') === 'kargo')).toBe(true);
    expect(await violations()).toEqual([]);
  });

  it('says that nothing was found', async () => {
    await renderAdmin(<MessageHits filters={filters} onOpen={nothing} />, {
      routes: {
        'GET /whatsapp/message-search': { hits: [], nextCursor: null, incomplete: false },
      },
    });
    await screen.findByText(en('inbox.hits.none', { q: 'kargo' }));
    expect(screen.queryByRole('button', { name: en('shell.state.retry') })).toBeNull();
  });

  it('says that the search failed instead of that nothing was found, and searches again', async () => {
    let isDown = true;
    const { person } = await renderAdmin(<MessageHits filters={filters} onOpen={nothing} />, {
      routes: {
        'GET /whatsapp/message-search': () =>
          isDown
            ? refuse(500, { kind: 'server' })
            : { hits: [hit(5, 'kargo')], nextCursor: null, incomplete: false },
      },
    });
    const retry = await screen.findByRole('button', { name: en('shell.state.retry') });
    expect(screen.queryByText(en('inbox.hits.none', { q: 'kargo' }))).toBeNull();
    isDown = false;
    await person.click(retry);
    expect((await screen.findByText('kargo')).tagName).toBe('MARK');
    expect(screen.queryByRole('button', { name: en('shell.state.retry') })).toBeNull();
  });
});

describe('who waits', () => {
  it.each([
    [4, 'calm', en('inbox.waiting.minutes', { count: 4 })],
    [20, 'late', en('inbox.waiting.minutes', { count: 20 })],
    [150, 'very-late', en('inbox.waiting.hours', { count: 2 })],
  ] as const)('[C-04] after %i minutes is %s', async (minutes, level, time) => {
    const words = en(`inbox.waiting.${level}`, { time });
    const waitingSince = Date.now() - minutes * 60_000 - 500;
    await renderAdmin(<WaitingChip conversation={{ status: 'open', waitingSince }} />, {
      routes: {
        'GET /whatsapp/inbox-settings': {
          closeReasons: [],
          waitingWarnMinutes: 15,
          waitingLateMinutes: 60,
          answeredPressesWait: false,
        },
      },
    });
    const chip = await screen.findByTestId('waiting');
    expect([chip.dataset.level, chip.textContent]).toEqual([level, expect.stringContaining(words)]);
  });
});

describe('saved views', () => {
  const view: InboxView = {
    id: 4,
    name: 'Ads that wait',
    shared: true,
    isDefault: true,
    count: 100,
    filters: {
      ...viewFiltersOf(readInboxUrl(new URLSearchParams())),
      origin: 'ad',
      sort: 'waiting',
    },
  };
  const Views = () => {
    const { url, change } = useInboxUrl();
    return (
      <>
        <SavedViews url={url} change={change} />
        <output>{`${url.origin ?? '-'} ${url.sort} ${url.view ?? '-'}`}</output>
      </>
    );
  };
  const routes = {
    'GET /whatsapp/inbox-views': { views: [view], tabs: { mine: 0, unassigned: 0 } },
  };

  it('[C-24] the list opens with one’s own choice, whole', async () => {
    await renderAdmin(<Views />, { routes });
    await screen.findByText('ad waiting 4');
  });

  it('[C-24] an address that asks for something itself is left as it is', async () => {
    const { calls } = await renderAdmin(<Views />, { routes, at: '/?origin=bot' });
    await screen.findByTestId('views-menu');
    await waitFor(() => expect(calls).toHaveLength(1));
    screen.getByText('bot latest -');
  });

  it('[C-24] one menu shows the views with their counts and what may be done with the chosen one', async () => {
    const { person, calls } = await renderAdmin(<Views />, {
      routes: { ...routes, 'PUT /whatsapp/inbox-views/4': view },
      at: '/?view=4&origin=bot',
    });
    await person.click(
      await screen.findByRole('button', { name: en('inbox.views.now', { name: 'Ads that wait' }) })
    );
    await screen.findByRole('menuitem', { name: 'Ads that wait (99+) ★' });
    await person.click(screen.getByTestId('view-keep'));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
        filters: { origin: 'bot', sort: 'latest' },
      })
    );
  });

  it('[C-24] a view is an address: what it keeps is what it shows', () => {
    const params = new URLSearchParams(
      'scope=mine&status=snoozed&unread=1&number=3&tag=vip&origin=ad'
    );
    const url = readInboxUrl(params);
    expect({ ...url, ...urlOfView({ ...view, filters: viewFiltersOf(url) }) }).toEqual({
      ...url,
      view: 4,
    });
  });
});
