import { fireEvent, screen, waitFor } from '@testing-library/react';
import QuickRepliesPage from '../../../admin/src/pages/QuickReplies/ListPage';
import { arranged } from '../../../admin/src/pages/QuickReplies/model';
import type { QuickReplyView } from '../../../server/src/contracts/quick-replies';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { grantOnly, notices } from '../../support/strapi-admin';
import { en } from '../../support/words';

const reply = (id: number, part: Partial<QuickReplyView> = {}): QuickReplyView => ({
  id,
  shortcut: `/r${id}`,
  text: `text ${id}`,
  file: null,
  shared: true,
  used: 0,
  changedAt: id,
  ...part,
});
const all = [reply(1, { used: 2 }), reply(2, { used: 9 }), reply(3, { shared: false })];

const open = async (routes: Routes = {}) => {
  const view = await renderAdmin(<QuickRepliesPage />, {
    locale: 'en',
    routes: { 'GET /whatsapp/quick-replies': { quickReplies: all }, ...routes },
  });
  const sent = (path: string) =>
    view.calls.filter((call) => call.path === path).map(({ body }) => body);
  await screen.findAllByTestId('quick-reply-row');
  return { ...view, sent };
};
const shortcuts = () =>
  screen.getAllByTestId('quick-reply-row').map((row) => /\/r\d/.exec(row.textContent ?? '')?.[0]);

const choose = (text: string) =>
  fireEvent.change(screen.getByTestId('replies-file'), {
    target: { files: [new File([text], 'replies.csv', { type: 'text/csv' })] },
  });

describe('the page of quick replies', () => {
  beforeEach(() => {
    notices.length = 0;
    // jsdom has no `Blob.text`.
    File.prototype.text = function text(this: File) {
      return new Promise((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve(String(reader.result));
        reader.readAsText(this);
      });
    };
  });
  afterEach(() => grantOnly(null));

  it('[Q-01] orders by shortcut, use and change, and shows only shared or own ones', () => {
    const ids = (sort: Parameters<typeof arranged>[1]['sort'], whose = 'all' as const) =>
      arranged(all, { sort, whose }).map(({ id }) => id);
    expect(ids('shortcut')).toEqual([1, 2, 3]);
    expect(ids('used')).toEqual([2, 1, 3]);
    expect(ids('unused')).toEqual([3, 1, 2]);
    expect(ids('changed')).toEqual([3, 2, 1]);
    expect(arranged(all, { sort: 'used', whose: 'mine' }).map(({ id }) => id)).toEqual([3]);
    expect(arranged(all, { sort: 'used', whose: 'shared' }).map(({ id }) => id)).toEqual([2, 1]);
  });

  it('[Q-01] deletes those that are ticked, after asking with their number', async () => {
    const { sent } = await open({
      'POST /whatsapp/quick-replies/remove': { removed: 2, left: 0 },
    });
    expect(shortcuts()).toEqual(['/r1', '/r2', '/r3']);
    expect(screen.queryByTestId('bulk-delete')).toBeNull();
    fireEvent.click(
      screen.getByRole('checkbox', { name: en('quickReplies.bulk.select', { shortcut: '/r1' }) })
    );
    fireEvent.click(
      screen.getByRole('checkbox', { name: en('quickReplies.bulk.select', { shortcut: '/r3' }) })
    );
    fireEvent.click(screen.getByTestId('bulk-delete'));
    expect(
      await screen.findByText(en('quickReplies.delete-of', { shortcut: '2 quick replies?' }))
    ).toBeTruthy();
    expect(sent('/whatsapp/quick-replies/remove')).toEqual([]);
    fireEvent.click(screen.getByTestId('confirm-bulk-delete'));
    await waitFor(() => expect(sent('/whatsapp/quick-replies/remove')).toEqual([{ ids: [1, 3] }]));
    await waitFor(() =>
      expect(notices[0]?.message).toBe(en('quickReplies.bulk.done', { count: 2 }))
    );
  });

  it('[X-05] lets somebody who may not change shared ones tick only their own', async () => {
    grantOnly(['reply']);
    await open();
    const box = (name: string) => screen.getByRole('checkbox', { name });
    expect(box(en('quickReplies.bulk.select', { shortcut: '/r1' })).hasAttribute('disabled')).toBe(
      true
    );
    expect(box(en('quickReplies.bulk.select', { shortcut: '/r3' })).hasAttribute('disabled')).toBe(
      false
    );
  });

  it('[Q-01] shows what a file would do, row by row, before it is done', async () => {
    const preview = {
      added: 1,
      changed: 1,
      same: 0,
      refused: 1,
      problems: [{ row: 4, kind: 'variable', value: '{{isim}}' }],
    };
    const { sent } = await open({
      'POST /whatsapp/quick-replies/import/preview': preview,
      'POST /whatsapp/quick-replies/import': preview,
    });
    fireEvent.click(screen.getByTestId('open-import'));
    const save = await screen.findByTestId('import-replies');
    expect(save.hasAttribute('disabled')).toBe(true);
    choose('shortcut,text\n/x,y');
    expect((await screen.findByTestId('reply-counts')).textContent).toBe(
      en('quickReplies.import.counts', { added: 1, changed: 1, same: 0, refused: 1 })
    );
    expect(screen.getByTestId('reply-problem').textContent).toBe(
      en('quickReplies.import.row', { row: 4, what: 'The variable {{isim}} is not known.' })
    );
    expect(sent('/whatsapp/quick-replies/import')).toEqual([]);
    expect(save.textContent).toBe(en('quickReplies.import.do', { count: 2 }));
    fireEvent.click(save);
    await waitFor(() =>
      expect(sent('/whatsapp/quick-replies/import')).toEqual([{ text: 'shortcut,text\n/x,y' }])
    );
  });

  it('[Q-01] reads no file that is far too large', async () => {
    const { sent } = await open();
    fireEvent.click(screen.getByTestId('open-import'));
    await screen.findByTestId('import-replies');
    choose('x'.repeat(500_001));
    expect(await screen.findByText(/larger than 500 kB/)).toBeTruthy();
    expect(sent('/whatsapp/quick-replies/import/preview')).toEqual([]);
  });
});

describe('making and offering quick replies', () => {
  const kargo = reply(4, { shortcut: '/kargo', text: 'Kargonuz yolda', used: 2, changedAt: 1 });
  afterEach(() => grantOnly(null));
  const list = (quickReplies: QuickReplyView[], more: Routes = {}) =>
    renderAdmin(<QuickRepliesPage />, {
      routes: { 'GET /whatsapp/quick-replies': { quickReplies }, ...more },
    });

  it('[Q-01] [Q-02] makes one; the server’s refusal of the shortcut stands at the field', async () => {
    const { person, calls } = await list([kargo], {
      'POST /whatsapp/quick-replies': () =>
        refuse(409, { kind: 'shortcut-shared', field: 'shortcut' }),
    });
    expect((await screen.findByTestId('quick-reply-row'))?.textContent).toContain('2 times');
    expect(
      screen.getByRole('button', { name: en('quickReplies.edit-of', { shortcut: '/kargo' }) })
    ).toBeTruthy();
    await person.click(screen.getByTestId('new-quick-reply'));
    await person.type(await screen.findByTestId('shortcut'), 'kargo');
    await person.type(screen.getByTestId('quick-reply-text'), 'x');
    await person.click(screen.getByTestId('save-quick-reply'));
    expect(await screen.findByText(en('error.shortcut-shared'))).toBeTruthy();
    expect(calls.find((c) => c.method === 'POST')?.body).toEqual({
      shortcut: '/kargo',
      text: 'x',
      fileId: null,
      shared: true,
    });
  });

  it('offers three ready ones when there is none; those without the right make their own', async () => {
    grantOnly(['reply']);
    const { person, calls } = await list([], { 'POST /whatsapp/quick-replies': kargo });
    const [add] = await screen.findAllByRole('button', { name: en('quickReplies.suggestion.add') });
    await person.click(add as HTMLElement);
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'POST')?.body).toMatchObject({
        shortcut: '/greeting',
        text: expect.stringContaining('{{first_name|there}}') as unknown,
        shared: false,
      })
    );
  });

  it('shows no button to change shared ones to those who may not', async () => {
    grantOnly(['reply']);
    await list([kargo, { ...kargo, id: 5, shortcut: '/benim', shared: false }]);
    await screen.findAllByTestId('quick-reply-row');
    expect(
      screen.queryByRole('button', { name: en('quickReplies.edit-of', { shortcut: '/kargo' }) })
    ).toBeNull();
    expect(
      screen.getByRole('button', { name: en('quickReplies.edit-of', { shortcut: '/benim' }) })
    ).toBeTruthy();
  });
});
