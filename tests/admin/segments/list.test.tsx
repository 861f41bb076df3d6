import { screen, waitFor, within } from '@testing-library/react';
import ContactsPage from '../../../admin/src/pages/Contacts/ListPage';
import GroupsPage from '../../../admin/src/pages/Groups/ListPage';
import { segment } from '../../unit/admin/segments/builders';
import { refuse, renderAdmin } from '../../support/render-admin';
import { routes } from './stage';
import { denied, notices } from '../../support/strapi-admin';
import { showOn } from '../../support/show-on';
import { en, tr } from '../../support/words';

showOn('wide');

const DAY = 86_400_000;
const now = Date.now();
const used = segment({
  id: 4,
  name: 'Regulars',
  description: 'They come each week',
  uses: [
    { kind: 'campaign', id: 5, name: 'Spring sale' },
    { kind: 'campaign', id: 6, name: 'Summer sale' },
    { kind: 'view', id: 2, name: 'Mine' },
  ],
});
const old = segment({ id: 5, name: 'Forgotten', createdAt: now - 40 * DAY, changedAt: now });
const fresh = segment({ id: 6, name: 'New', createdAt: now - DAY, people: null, countedAt: null });

const open = (more: Parameters<typeof routes>[0] = {}, locale: 'en' | 'tr' = 'en') =>
  renderAdmin(<GroupsPage />, {
    routes: routes({
      'GET /whatsapp/segments': () => ({
        segments: [{ ...used, countedAt: Date.now() - 20_000 }, old, fresh],
      }),
      ...more,
    }),
    at: '/?tab=segments',
    locale,
  });
const row = async (name: string) => {
  const all = await screen.findAllByTestId('segment-list-row');
  const found = all.find((one) => one.textContent?.includes(name));
  if (!found) throw new Error(`no row of ${name}`);
  return within(found);
};

afterEach(() => {
  denied.clear();
  jest.restoreAllMocks();
});

describe('the list of segments', () => {
  it('[P-20] [P-21] says people, messageable and when they were counted, what uses each, and which are unused', async () => {
    await open();
    const regulars = await row('Regulars');
    expect(regulars.getByText('Regulars').closest('a')?.getAttribute('href')).toBe(
      '/plugins/whatsapp/groups/segments/4'
    );
    expect(regulars.getByText('318')).toBeTruthy();
    expect(regulars.getByText(/^\d+ seconds ago$/)).toBeTruthy();
    expect(
      regulars.getByLabelText(
        en('contacts.group.messageableOf', { messageable: 290, members: 318 })
      )
    ).toBeTruthy();
    expect(regulars.getByText('2 campaigns, 1 saved filter')).toBeTruthy();
    expect((await row('Forgotten')).getByText(en('segments.unused'))).toBeTruthy();
    expect((await row('New')).queryByText(en('segments.unused'))).toBeNull();
    expect((await row('New')).getByText(en('segments.uses.none'))).toBeTruthy();
  });

  it('stands beside the groups under one title, each with its number and its button', async () => {
    const { person, router } = await open();
    await row('Regulars');
    expect(screen.getByText(en('segments.tab.segments.count', { count: 3 }))).toBeTruthy();
    expect(screen.getByTestId('new-segment').getAttribute('href')).toBe(
      '/plugins/whatsapp/groups/segments/new'
    );
    await person.click(screen.getByText(en('segments.tab.groups.count', { count: 0 })));
    await waitFor(() => expect(router.state.location.search).toBe(''));
    expect(screen.getByTestId('new-group')).toBeTruthy();
    expect(screen.queryByTestId('segment-list-row')).toBeNull();
  });

  it('makes the other kind from the menu beside the button, whichever tab is open', async () => {
    const { person, router } = await open();
    await row('Regulars');
    await person.click(screen.getByRole('button', { name: en('segments.page.other') }));
    await person.click(
      await screen.findByRole('menuitem', { name: en('contacts.group.newButton') })
    );
    expect(await screen.findByTestId('group-name')).toBeTruthy();
    await person.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByTestId('group-name')).toBeNull());
    await person.click(screen.getByText(en('segments.tab.groups.count', { count: 0 })));
    await waitFor(() => expect(router.state.location.search).toBe(''));
    await person.click(screen.getByRole('button', { name: en('segments.page.other') }));
    await person.click(await screen.findByRole('menuitem', { name: en('segments.new') }));
    await waitFor(() =>
      expect(router.state.location.pathname).toBe('/plugins/whatsapp/groups/segments/new')
    );
  });

  it('names what uses a segment in place of deleting it', async () => {
    const { calls, person } = await open();
    const regulars = await row('Regulars');
    expect(regulars.getByText(en('segments.editOf', { name: 'Regulars' }))).toBeTruthy();
    await person.click(regulars.getByText(en('segments.deleteOf', { name: 'Regulars' })));
    const dialog = within(await screen.findByRole('alertdialog'));
    expect(
      dialog.getByText(/Campaign Spring sale, Campaign Summer sale, Saved filter Mine/)
    ).toBeTruthy();
    await person.click(dialog.getByTestId('confirm-delete-segment'));
    expect(calls.some(({ method }) => method === 'DELETE')).toBe(false);
  });

  it('[P-21] counts the bot that asks for a segment, and says that contacts are still in an earlier version', async () => {
    const uses = [{ kind: 'bot' as const, id: 3, name: 'Menu', earlier: true as const }];
    const { person } = await open({ 'GET /whatsapp/segments': { segments: [{ ...old, uses }] } });
    const forgotten = await row('Forgotten');
    expect(forgotten.getByText(en('segments.uses.bot', { count: 1 }))).toBeTruthy();
    expect(forgotten.queryByText(en('segments.unused'))).toBeNull();
    await person.click(forgotten.getByText(en('segments.deleteOf', { name: 'Forgotten' })));
    const use = en('segments.use.earlier', { use: en('segments.use.bot', { name: 'Menu' }) });
    const dialog = within(await screen.findByRole('alertdialog'));
    expect(dialog.getByText(en('segments.delete.used', { used: use }))).toBeTruthy();
    expect(dialog.getByTestId('confirm-delete-segment').hasAttribute('disabled')).toBe(true);
  });

  it('deletes one that nothing uses, and tells a refusal while the question stays', async () => {
    const answers = [refuse(409, { kind: 'in-use' }), { ok: true }];
    const { person } = await open({
      'DELETE /whatsapp/segments/5': () => answers.shift() ?? { ok: true },
    });
    await person.click(
      (await row('Forgotten')).getByText(en('segments.deleteOf', { name: 'Forgotten' }))
    );
    await person.click(await screen.findByTestId('confirm-delete-segment'));
    await waitFor(() => expect(notices.at(-1)?.message).toBe(en('error.in-use')));
    await person.click(screen.getByTestId('confirm-delete-segment'));
    await waitFor(() => expect(screen.queryByTestId('confirm-delete-segment')).toBeNull());
    expect(answers).toEqual([]);
  });

  it('explains what a segment is while there is none, and offers to make one', async () => {
    await open({ 'GET /whatsapp/segments': { segments: [] } });
    await screen.findByText(/A segment is a set of conditions/);
    expect(screen.getByText(en('segments.tab.segments.count', { count: 0 }))).toBeTruthy();
    expect(screen.getAllByText(en('segments.new'))).toHaveLength(2);
  });

  it('shows a failure with a way to ask again, never an empty list', async () => {
    let isBroken = true;
    const { person } = await open({
      'GET /whatsapp/segments': () =>
        isBroken ? refuse(500, { kind: 'server' }) : { segments: [used] },
    });
    const again = await screen.findByText(en('shell.state.retry'));
    expect(screen.queryByText(/A segment is a set of conditions/)).toBeNull();
    isBroken = false;
    await person.click(again);
    await row('Regulars');
  });

  it('has no button that would be refused to who may only look', async () => {
    denied.add('canChange');
    await open();
    const regulars = await row('Regulars');
    expect(regulars.queryByText(en('segments.deleteOf', { name: 'Regulars' }))).toBeNull();
    expect(regulars.queryByText(en('segments.editOf', { name: 'Regulars' }))).toBeNull();
    expect(screen.queryByTestId('new-segment')).toBeNull();
  });

  it('[X-13] speaks Turkish', async () => {
    await open({}, 'tr');
    const regulars = await row('Regulars');
    expect(regulars.getByText('2 kampanya, 1 kayıtlı filtre')).toBeTruthy();
    expect(regulars.getByText('Regulars segmentini düzenle')).toBeTruthy();
    expect(regulars.getByText('Regulars segmentini sil')).toBeTruthy();
    expect(screen.getByText(tr('segments.page'), { selector: 'h1' })).toBeTruthy();
    expect(screen.getByText(tr('segments.tab.segments.count', { count: 3 }))).toBeTruthy();
  });
});

describe('the filter of people', () => {
  it('[P-13] asks for the people of a segment, by its name, from the address too', async () => {
    const { calls, person } = await renderAdmin(<ContactsPage />, {
      routes: routes({
        'GET /whatsapp/segments': { segments: [used, old] },
        'GET /whatsapp/people/views': { views: [] },
        'POST /whatsapp/people/search': { contacts: [], nextCursor: null },
        'POST /whatsapp/people/count': { total: 318 },
      }),
      at: '/?filter={"segments":{"include":[4]}}',
    });
    const asked = () =>
      (
        calls.filter(({ path }) => path === '/whatsapp/people/search').at(-1)?.body as
          | { filter: object }
          | undefined
      )?.filter;
    const sentence = within(await screen.findByTestId('filter-sentence'));
    await person.click(
      await sentence.findByLabelText(en('people.chip.include', { label: 'Regulars' }))
    );
    await waitFor(() => expect(asked()).toEqual({ segments: { include: [], exclude: [4] } }));
    const panel = within(screen.getByTestId('people-filters'));
    await person.click(panel.getByLabelText(en('people.chip.off', { label: 'Forgotten' })));
    await waitFor(() => expect(asked()).toEqual({ segments: { include: [5], exclude: [4] } }));
  });

  it('[X-10] says which sensitive field a segment asks about, as nothing can be done with it', async () => {
    await open({
      'GET /whatsapp/segments': { segments: [{ ...fresh, locked: ['Allergy'] }, old] },
    });
    expect((await row('New')).getByTestId('segment-locked').textContent).toContain(
      'Sensitive fields not allowed for segments: Allergy'
    );
    expect((await row('Forgotten')).queryByTestId('segment-locked')).toBeNull();
  });
});
