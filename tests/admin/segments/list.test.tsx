import { screen, waitFor, within } from '@testing-library/react';
import ContactsPage from '../../../admin/src/pages/Contacts/ListPage';
import GroupsPage from '../../../admin/src/pages/Groups/ListPage';
import { segment } from '../../unit/admin/segments/builders';
import { refuse, renderAdmin } from '../../support/render-admin';
import { routes } from './stage';
import { denied, notices } from '../../support/strapi-admin';
import { showOn } from '../../support/show-on';

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
        segments: [{ ...used, countedAt: Date.now() - 2_000 }, old, fresh],
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
    expect(regulars.getByLabelText('290 of 318 may get marketing')).toBeTruthy();
    expect(regulars.getByText('2 campaigns, 1 saved filter')).toBeTruthy();
    expect((await row('Forgotten')).getByText('Unused')).toBeTruthy();
    expect((await row('New')).queryByText('Unused')).toBeNull();
    expect((await row('New')).getByText('Not used')).toBeTruthy();
  });

  it('stands beside the groups under one title, each with its number and its button', async () => {
    const { person, router } = await open();
    await row('Regulars');
    expect(screen.getByText('Segments (3)')).toBeTruthy();
    expect(screen.getByTestId('new-segment').getAttribute('href')).toBe(
      '/plugins/whatsapp/groups/segments/new'
    );
    await person.click(screen.getByText('Groups (0)'));
    await waitFor(() => expect(router.state.location.search).toBe(''));
    expect(screen.getByTestId('new-group')).toBeTruthy();
    expect(screen.queryByTestId('segment-list-row')).toBeNull();
  });

  it('makes the other kind from the menu beside the button, whichever tab is open', async () => {
    const { person, router } = await open();
    await row('Regulars');
    await person.click(screen.getByRole('button', { name: 'More to make' }));
    await person.click(await screen.findByRole('menuitem', { name: 'New group' }));
    expect(await screen.findByTestId('group-name')).toBeTruthy();
    await person.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByTestId('group-name')).toBeNull());
    await person.click(screen.getByText('Groups (0)'));
    await waitFor(() => expect(router.state.location.search).toBe(''));
    await person.click(screen.getByRole('button', { name: 'More to make' }));
    await person.click(await screen.findByRole('menuitem', { name: 'New segment' }));
    await waitFor(() =>
      expect(router.state.location.pathname).toBe('/plugins/whatsapp/groups/segments/new')
    );
  });

  it('names what uses a segment in place of deleting it', async () => {
    const { calls, person } = await open();
    const regulars = await row('Regulars');
    expect(regulars.getByText('Edit Regulars')).toBeTruthy();
    await person.click(regulars.getByText('Delete Regulars'));
    const dialog = within(await screen.findByRole('alertdialog'));
    expect(
      dialog.getByText(/Campaign Spring sale, Campaign Summer sale, Saved filter Mine/)
    ).toBeTruthy();
    await person.click(dialog.getByTestId('confirm-delete-segment'));
    expect(calls.some(({ method }) => method === 'DELETE')).toBe(false);
  });

  it('deletes one that nothing uses, and tells a refusal while the question stays', async () => {
    const answers = [refuse(409, { kind: 'in-use' }), { ok: true }];
    const { person } = await open({
      'DELETE /whatsapp/segments/5': () => answers.shift() ?? { ok: true },
    });
    await person.click((await row('Forgotten')).getByText('Delete Forgotten'));
    await person.click(await screen.findByTestId('confirm-delete-segment'));
    await waitFor(() =>
      expect(notices.at(-1)?.message).toBe('It is in use and cannot be deleted now.')
    );
    await person.click(screen.getByTestId('confirm-delete-segment'));
    await waitFor(() => expect(screen.queryByTestId('confirm-delete-segment')).toBeNull());
    expect(answers).toEqual([]);
  });

  it('explains what a segment is while there is none, and offers to make one', async () => {
    await open({ 'GET /whatsapp/segments': { segments: [] } });
    await screen.findByText(/A segment is a set of conditions/);
    expect(screen.getByText('Segments (0)')).toBeTruthy();
    expect(screen.getAllByText('New segment')).toHaveLength(2);
  });

  it('shows a failure with a way to ask again, never an empty list', async () => {
    let isBroken = true;
    const { person } = await open({
      'GET /whatsapp/segments': () =>
        isBroken ? refuse(500, { kind: 'server' }) : { segments: [used] },
    });
    const again = await screen.findByText('Retry');
    expect(screen.queryByText(/A segment is a set of conditions/)).toBeNull();
    isBroken = false;
    await person.click(again);
    await row('Regulars');
  });

  it('has no button that would be refused to who may only look', async () => {
    denied.add('canChange');
    await open();
    const regulars = await row('Regulars');
    expect(regulars.queryByText('Delete Regulars')).toBeNull();
    expect(regulars.queryByText('Edit Regulars')).toBeNull();
    expect(screen.queryByTestId('new-segment')).toBeNull();
  });

  it('[X-13] speaks Turkish', async () => {
    await open({}, 'tr');
    expect((await row('Regulars')).getByText('2 kampanya, 1 kayıtlı filtre')).toBeTruthy();
    expect(screen.getByText('Gruplar ve segmentler', { selector: 'h1' })).toBeTruthy();
    expect(screen.getByText('Segmentler (3)')).toBeTruthy();
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
    await person.click(await sentence.findByLabelText('Regulars, included. Press to exclude'));
    await waitFor(() => expect(asked()).toEqual({ segments: { include: [], exclude: [4] } }));
    const panel = within(screen.getByTestId('people-filters'));
    await person.click(panel.getByLabelText('Forgotten, not asked. Press to include'));
    await waitFor(() => expect(asked()).toEqual({ segments: { include: [5], exclude: [4] } }));
  });

  it('[X-10] says which sensitive field a segment asks about, as nothing can be done with it', async () => {
    await open({
      'GET /whatsapp/segments': { segments: [{ ...fresh, locked: ['Allergy'] }, old] },
    });
    expect((await row('New')).getByTestId('segment-locked').textContent).toContain('(Allergy)');
    expect((await row('Forgotten')).queryByTestId('segment-locked')).toBeNull();
  });
});
