import { screen, waitFor, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { SendToEntries } from '../../../admin/src/content-manager/SendToEntries';
import type { ListView } from '../../../admin/src/content-manager/strapi';
import type { EntryRecipients } from '../../../server/src/contracts/record-people';
import { refuse, renderAdmin, type Call, type Routes } from '../../support/render-admin';
import { grantOnly } from '../../support/strapi-admin';
import { violations } from '../axe';
import { en, tr } from '../../support/words';

const ORDER = 'api::order.order';
const ASK = 'POST /whatsapp/records/recipients';

const found = (part: Partial<EntryRecipients> = {}): EntryRecipients => ({
  role: 'Order',
  contactIds: [7, 9],
  doubled: 1,
  gaps: [
    { reason: 'empty', entries: 1 },
    { reason: 'unseen', entries: 2 },
  ],
  examples: [
    { documentId: 'd4', title: 'Order 4', reason: 'empty', url: '/content-manager/x/d4' },
    { documentId: 'd5', title: '', reason: 'unseen', url: '/content-manager/x/d5' },
  ],
  ...part,
});

const Over = (list: ListView): ReactNode => {
  const action = SendToEntries(list);
  const { pathname } = useLocation();
  return (
    <>
      <p data-testid="at">{pathname}</p>
      {action ? (
        <div role="dialog" aria-label={action.dialog.title}>
          {action.dialog.content}
        </div>
      ) : (
        <p data-testid="no-action" />
      )}
    </>
  );
};
const chosen: ListView = {
  model: ORDER,
  collectionType: 'collection-types',
  documents: ['d1', 'd2', 'd3', 'd4', 'd5', 'd6'].map((documentId) => ({ documentId })),
};
const open = (routes: Routes = {}, list: ListView = chosen, locale = 'en') =>
  renderAdmin(<Over {...list} />, {
    locale,
    routes: {
      'GET /whatsapp/records/mapped': { types: [{ uid: ORDER, role: 'Order' }] },
      [ASK]: found(),
      ...routes,
    },
  });
const posts = (calls: readonly Call[], path: string) =>
  calls.filter((call) => call.method === 'POST' && call.path === path);

afterEach(() => {
  grantOnly(null);
  jest.restoreAllMocks();
});

describe('Send WhatsApp over chosen entries', () => {
  it('[M-28] [M-29] counts people once, and says which entries give nobody and why', async () => {
    const { calls } = await open();
    expect((await screen.findByTestId('entry-people-count')).textContent).toBe(
      en('content-manager.bulk.people', { entries: 6, people: 2 })
    );
    expect(screen.getByText(en('content-manager.bulk.doubled', { count: 1 }))).toBeTruthy();
    const gaps = within(screen.getByTestId('entry-gaps'));
    expect(gaps.getByText(en('content-manager.bulk.gap.empty', { count: 1 }))).toBeTruthy();
    expect(gaps.getByRole('link', { name: 'Order 4' }).getAttribute('href')).toBe(
      '/content-manager/x/d4'
    );
    expect(gaps.getByText(en('content-manager.bulk.gap.unseen', { count: 2 }))).toBeTruthy();
    expect(posts(calls, '/whatsapp/records/recipients').map(({ body }) => body)).toEqual([
      { uid: ORDER, documentIds: ['d1', 'd2', 'd3', 'd4', 'd5', 'd6'] },
    ]);
    expect(await violations()).toEqual([]);
  });

  it('[M-07] makes a draft for exactly these people and leads to it', async () => {
    const { calls, person } = await open({ 'POST /whatsapp/campaigns': { id: 12 } });
    const button = await screen.findByRole('button', {
      name: en('content-manager.bulk.draft', { count: 2 }),
    });
    await person.click(button);
    await waitFor(() =>
      expect(screen.getByTestId('at').textContent).toBe('/plugins/whatsapp/campaigns/12/edit')
    );
    expect(posts(calls, '/whatsapp/campaigns').map(({ body }) => body)).toEqual([
      { audience: { kind: 'picked', contactIds: [7, 9] } },
    ]);
  });

  it('makes nothing while nobody remains', async () => {
    await open({ [ASK]: found({ contactIds: [], doubled: 0 }) });
    expect((await screen.findByTestId('entry-people-count')).textContent).toBe(
      en('content-manager.bulk.people', { entries: 6, people: 0 })
    );
    expect(screen.getByTestId<HTMLButtonElement>('entry-draft').disabled).toBe(true);
  });

  it('says what failed and asks again at a press', async () => {
    let failed = false;
    const { person } = await open({
      [ASK]: () => {
        if (failed) return found();
        failed = true;
        return refuse(500, { kind: 'server' });
      },
    });
    await person.click(await screen.findByRole('button', { name: en('shell.state.retry') }));
    expect(await screen.findByTestId('entry-people-count')).toBeTruthy();
  });

  it('[X-05] is not there for who may not prepare campaigns, nor for types that are not mapped', async () => {
    const other = { ...chosen, model: 'api::article.article' };
    const first = await open({}, other);
    await waitFor(() => expect(first.calls).toHaveLength(1));
    expect(screen.getByTestId('no-action')).toBeTruthy();
    expect(posts(first.calls, '/whatsapp/records/recipients')).toEqual([]);
    first.unmount();
    grantOnly(['chat.read', 'chat.reply']);
    const { calls } = await open();
    expect(screen.getByTestId('no-action')).toBeTruthy();
    expect(calls).toEqual([]);
  });

  it('speaks Turkish', async () => {
    await open({}, chosen, 'tr');
    expect((await screen.findByTestId('entry-people-count')).textContent).toBe(
      tr('content-manager.bulk.people', { entries: 6, people: 2 })
    );
  });
});
