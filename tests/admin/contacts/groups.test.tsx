import { screen, waitFor, within } from '@testing-library/react';
import GroupsPage from '../../../admin/src/pages/Groups/ListPage';
import { violations } from '../axe';
import { renderAdmin } from '../../support/render-admin';
import { bodyOf, open, routes, vip } from './stage';
import { showOn } from '../../support/show-on';
import { en, tr } from '../../support/words';

showOn('wide');

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the groups', () => {
  it('[P-04] are made with a name and an optional description', async () => {
    const { calls, person } = await open(<GroupsPage />, {
      'POST /whatsapp/groups': { ...vip, id: 8, name: 'New' },
    });
    await person.click(await screen.findByTestId('new-group'));
    await person.click(screen.getByTestId('save-group'));
    expect(screen.getByText(en('contacts.group.nameMissing'))).toBeTruthy();
    await person.type(screen.getByTestId('group-name'), 'New');
    await person.click(screen.getByTestId('save-group'));
    await waitFor(() =>
      expect(bodyOf(calls, 'POST', '/whatsapp/groups')).toEqual({ name: 'New', description: null })
    );
  });

  it('tell how many people they hold and how many may get marketing', async () => {
    await open(<GroupsPage />);
    const row = await screen.findByTestId('group-row');
    expect(
      within(row).getByText(en('contacts.group.of', { messageable: 1150, members: 1204 }))
    ).toBeTruthy();
    expect(
      within(row).getByRole('progressbar', {
        name: en('contacts.group.messageableOf', { messageable: 1150, members: 1204 }),
      })
    ).toBeTruthy();
  });

  it('are deleted only after a yes that names the number', async () => {
    const { calls, person } = await open(<GroupsPage />, {
      'DELETE /whatsapp/groups/7': { ok: true },
    });
    await person.click(
      await screen.findByRole('button', { name: en('contacts.group.deleteOf', { name: 'VIP' }) })
    );
    expect(screen.getByText(en('contacts.group.deleteBody', { members: 1204 }))).toBeTruthy();
    expect(calls.some((c) => c.method === 'DELETE')).toBe(false);
    await person.click(screen.getByTestId('confirm-delete-group'));
    await waitFor(() => expect(calls.some((c) => c.method === 'DELETE')).toBe(true));
  });

  it('[P-05] lose a person at once and take them back with Undo', async () => {
    const { calls, person } = await open(
      <GroupsPage />,
      {
        'POST /whatsapp/groups/7/members/remove': { changed: 1 },
        'POST /whatsapp/groups/7/members': { changed: 1 },
      },
      '/?members=7'
    );
    await person.click(
      await screen.findByRole('button', {
        name: en('contacts.member.takeOut', { name: 'Ayşe Kaya' }),
      })
    );
    await waitFor(() =>
      expect(bodyOf(calls, 'POST', '/whatsapp/groups/7/members/remove')).toEqual({
        contactIds: [1],
      })
    );
    await person.click(await screen.findByRole('button', { name: en('contacts.undo') }));
    await waitFor(() =>
      expect(bodyOf(calls, 'POST', '/whatsapp/groups/7/members')).toEqual({ contactIds: [1] })
    );
  });

  it('[P-09] are cleaned up by reason, with the number on the button', async () => {
    const found = { inactive: 12, optedOut: 3, unreachable: 0 };
    const { calls, person } = await open(<GroupsPage />, {
      'POST /whatsapp/groups/7/hygiene': ({ body }) => ({
        ...found,
        total: (body as { reasons: string[] }).reasons.length === 3 ? 14 : 12,
      }),
      'POST /whatsapp/groups/7/clean': { changed: 12 },
    });
    const row = await screen.findByTestId('group-row');
    const health = [
      en('groups.health.inactive', { count: 12 }),
      en('groups.health.optedOut', { count: 3 }),
    ].join(', ');
    expect(row.textContent).toContain(health);
    await person.click(
      within(row).getByRole('button', { name: en('groups.clean.of', { group: 'VIP' }) })
    );
    expect(
      await screen.findByRole('button', {
        name: en('groups.clean.do', { count: 14, group: 'VIP' }),
      })
    ).toBeTruthy();
    expect(screen.getByText(en('groups.clean.once'))).toBeTruthy();
    await person.click(
      screen.getByRole('checkbox', { name: en('groups.clean.reason.opted-out', { count: 3 }) })
    );
    const takeOut = await screen.findByRole(
      'button',
      { name: en('groups.clean.do', { count: 12, group: 'VIP' }) },
      { timeout: 20_000 }
    );
    expect(screen.queryByText(en('groups.clean.once'))).toBeNull();
    await person.click(takeOut);
    await waitFor(() =>
      expect(bodyOf(calls, 'POST', '/whatsapp/groups/7/clean')).toEqual({
        reasons: ['inactive', 'unreachable'],
        inactiveDays: 180,
      })
    );
  });

  it('[P-07] are filled by filter: the button says how many', async () => {
    const { calls, person } = await open(
      <GroupsPage />,
      { 'POST /whatsapp/people/group': { changed: 3, operationId: null } },
      '/?members=7'
    );
    await person.click(await screen.findByTestId('fill-by-filter'));
    await person.click(await screen.findByRole('button', { name: en('people.filter.tags') }));
    await person.click(
      await screen.findByRole('button', { name: en('people.chip.off', { label: 'vip' }) })
    );
    await person.click(
      await screen.findByRole(
        'button',
        { name: en('groups.fill.do', { count: 48210 }) },
        { timeout: 20_000 }
      )
    );
    await waitFor(() =>
      expect(bodyOf(calls, 'POST', '/whatsapp/people/group')).toEqual({
        choice: { kind: 'all', filter: { tags: { include: ['vip'], exclude: [] } }, except: [] },
        groupId: 7,
        action: 'add',
      })
    );
  });

  it('[P-05] show three ways to fill while they are empty; by hand goes to the search', async () => {
    const { person } = await open(
      <GroupsPage />,
      { 'GET /whatsapp/contacts': { contacts: [], nextCursor: null } },
      '/?members=7'
    );
    for (const way of ['hand', 'file', 'filter'] as const)
      expect(await screen.findByText(en(`groups.way.${way}`))).toBeTruthy();
    expect(await violations()).toEqual([]);
    await person.click(screen.getByRole('button', { name: en('groups.way.hand.do') }));
    expect(document.activeElement).toBe(
      screen.getByRole('combobox', { name: en('contacts.member.add') })
    );
  });

  it('[P-09] [X-13] are cleaned up in Turkish, with nothing that axe would mend', async () => {
    const { person } = await renderAdmin(<GroupsPage />, {
      routes: routes({
        'POST /whatsapp/groups/7/hygiene': { inactive: 12, optedOut: 5, unreachable: 0, total: 15 },
      }),
      locale: 'tr',
    });
    const row = within(await screen.findByTestId('group-row'));
    expect(
      row.getByText(
        `${tr('groups.health.inactive', { count: 12 })}, ${tr('groups.health.optedOut', { count: 3 })}`
      )
    ).toBeTruthy();
    expect(await violations()).toEqual([]);
    await person.click(row.getByRole('button', { name: tr('groups.clean.of', { group: 'VIP' }) }));
    expect(
      await screen.findByRole('button', {
        name: tr('groups.clean.do', { group: 'VIP', count: 15 }),
      })
    ).toBeTruthy();
    expect(screen.getByText(tr('groups.clean.once'))).toBeTruthy();
    expect(
      screen.getByRole('checkbox', { name: tr('groups.clean.reason.opted-out', { count: 5 }) })
    ).toBeTruthy();
    expect(await violations()).toEqual([]);
  });
});
