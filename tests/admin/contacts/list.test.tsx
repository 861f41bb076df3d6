import { act, screen, waitFor, within } from '@testing-library/react';
import ContactsPage from '../../../admin/src/pages/Contacts/ListPage';
import { askedToStopPath } from '../../../admin/src/shared/people/filter-model';
import type { PeopleChoice } from '../../../server/src/contracts/audience';
import { contact } from '../../unit/admin/campaigns/builders';
import { violations } from '../axe';
import { renderAdmin } from '../../support/render-admin';
import { bodyOf, people, routes } from './stage';
import { denied } from '../../support/strapi-admin';
import { showOn } from '../../support/show-on';
import { en, tr } from '../../support/words';

showOn('wide');

afterEach(() => {
  denied.clear();
  showOn('wide');
  jest.restoreAllMocks();
});

const VIPS = '/?filter={"tags":{"include":["vip"]}}';
type Options = { path?: string; locale?: 'en' | 'tr'; more?: Parameters<typeof routes>[0] };

/** 48,210 people, 3,104 of whom meet the filter. */
const open = ({ path = '/', locale = 'en', more = {} }: Options = {}) =>
  renderAdmin(<ContactsPage />, {
    routes: routes({
      'POST /whatsapp/people/count': ({ body }) => {
        const { choice } = body as { choice: Extract<PeopleChoice, { kind: 'all' }> };
        return { total: Object.keys(choice.filter).length > 0 ? 3_104 : 48_210 };
      },
      ...more,
    }),
    at: path,
    locale,
  });
const status = () => screen.getByTestId('people-status').textContent;

describe('the list of contacts', () => {
  it('[M-23] [M-24] says how many there are, how many match, and whom actions mean; in one place that is read aloud', async () => {
    const { person } = await open({ path: VIPS });
    expect(await screen.findByText(en('contacts.total', { count: 48210 }))).toBeTruthy();
    await waitFor(() => expect(status()).toBe(en('people.match', { count: 3104 })));
    await person.click(screen.getByRole('checkbox', { name: en('contacts.select.page') }));
    const match = en('people.match', { count: 3104 });
    expect(status()).toBe(`${match} · ${en('people.meant', { count: 2 })}`);
    await person.click(
      screen.getByRole('button', { name: en('people.all.selectCount', { count: 3104 }) })
    );
    await person.click(
      screen.getByRole('checkbox', { name: en('contacts.select.one', { name: 'Can Demir' }) })
    );
    const takenOut = en('people.takenOut', { count: 1 });
    expect(status()).toBe(`${match} · ${takenOut} · ${en('people.meant', { count: 3103 })}`);
    const spoken = [...document.querySelectorAll('[role="status"]:not([id])')];
    expect(spoken.map((one) => one.getAttribute('data-testid'))).toEqual(['people-status']);
  });

  it('[O-17] shows and finds those about whom the team has to decide; the filter is in the address', async () => {
    const { calls, person, router } = await open({
      path: askedToStopPath().replace(/^[^?]*/, '/'),
      more: {
        'POST /whatsapp/people/search': {
          contacts: [contact({ id: 3, name: 'Maya Patel', askedStopAt: 1_700_000_000_000 })],
          nextCursor: null,
        },
      },
    });
    const [row] = await screen.findAllByTestId('contact-row');
    expect(row?.querySelector('[data-state="asked"]')?.textContent).toContain(
      en('state.consent.asked')
    );
    expect(bodyOf(calls, 'POST', '/whatsapp/people/search')).toMatchObject({
      filter: { askedToStop: true },
    });
    expect(screen.getByTestId('filter-sentence').textContent).toContain(
      en('people.filter.askedToStop')
    );
    const box = screen.getByRole('checkbox', { name: en('people.filter.askedToStop') });
    expect(box.getAttribute('aria-checked')).toBe('true');
    await person.click(box);
    await waitFor(() => expect(router.state.location.search).toBe(''));
    expect(screen.queryByTestId('filter-sentence')).toBeNull();
  });

  it('exports whom its menu names: those who match, or everybody', async () => {
    const { calls, person } = await open({ path: VIPS });
    await screen.findByText(en('contacts.total', { count: 48210 }));
    await person.click(screen.getByTestId('export-people'));
    await person.click(
      await screen.findByRole('menuitem', { name: en('people.export.matching', { count: 3104 }) })
    );
    await waitFor(() =>
      expect(bodyOf(calls, 'POST', '/whatsapp/people/export')).toEqual({
        choice: {
          kind: 'all',
          filter: { tags: { include: ['vip'], exclude: [] } },
          except: [],
        },
      })
    );
    calls.length = 0;
    await waitFor(() =>
      expect(screen.getByTestId('export-people').getAttribute('aria-disabled')).not.toBe('true')
    );
    await person.click(screen.getByTestId('export-people'));
    await person.click(
      await screen.findByRole('menuitem', { name: en('people.export.all', { count: 48210 }) })
    );
    await waitFor(() =>
      expect(bodyOf(calls, 'POST', '/whatsapp/people/export')).toEqual({
        choice: { kind: 'all', filter: {}, except: [] },
      })
    );
  });

  it('[M-25] keeps the filter for the team from the line that says it', async () => {
    const { calls, person } = await open({
      path: VIPS,
      more: { 'POST /whatsapp/people/views': { id: 1 } },
    });
    const sentence = within(await screen.findByTestId('filter-sentence'));
    await person.click(await sentence.findByRole('button', { name: en('people.views.save') }));
    const dialog = within(await screen.findByRole('dialog'));
    await person.type(dialog.getByRole('textbox'), 'Important');
    await person.click(dialog.getByRole('button', { name: en('people.views.save.do') }));
    await waitFor(() =>
      expect(bodyOf(calls, 'POST', '/whatsapp/people/views')).toEqual({
        name: 'Important',
        filter: { tags: { include: ['vip'], exclude: [] } },
      })
    );
  });

  it('[M-20] says of each value what it is a value of: the same name may stand in two places', async () => {
    await open({ path: '/?filter={"owners":{"include":[5]},"assignees":{"exclude":[5]}}' });
    const sentence = within(await screen.findByTestId('filter-sentence'));
    await sentence.findByLabelText(en('people.chip.include', { label: 'Deniz A.' }));
    expect(sentence.getByRole('group', { name: en('people.says.include') }).textContent).toBe(
      `${en('people.says.include')}${en('people.filter.owners')}✓Deniz A.`
    );
    expect(sentence.getByRole('group', { name: en('people.says.exclude') }).textContent).toBe(
      `${en('people.says.exclude')}${en('people.filter.assignees')}⊘Deniz A.`
    );
  });

  it('[X-15] explains why somebody has no number, and whether they can be written to', async () => {
    const hidden = contact({ id: 3, name: 'Hidden', phone: null, waId: null, username: 'h' });
    const none = { ...hidden, id: 4, name: 'Nobody', username: null, bsuid: null };
    const body = { contacts: [{ ...hidden, bsuid: 'TR.1' }, none], nextCursor: null };
    await open({ more: { 'POST /whatsapp/people/search': body } });
    const [first, second] = await screen.findAllByTestId('contact-row');
    expect(within(first as HTMLElement).getByText(en('people.noNumber.hidden'))).toBeTruthy();
    expect(within(second as HTMLElement).getByText(en('shell.phone.none'))).toBeTruthy();
    expect(within(second as HTMLElement).getByText(en('people.noNumber.none'))).toBeTruthy();
  });

  it('[P-01] says how many a page holds, when there are more', async () => {
    const body = { contacts: people, nextCursor: 'x' };
    await open({ more: { 'POST /whatsapp/people/search': body } });
    expect(await screen.findByText(en('contacts.pager.size', { count: 50 }))).toBeTruthy();
  });

  const nobody = {
    'POST /whatsapp/people/search': { contacts: [], nextCursor: null },
  };
  it('[P-01] offers the three ways by which people come in while there is nobody', async () => {
    await open({ more: nobody });
    await screen.findByText(en('contacts.empty'));
    const way = (name: string) =>
      screen.getAllByRole('link', { name }).at(-1)?.getAttribute('href');
    expect(way(en('people.source.import'))).toMatch(/imports\/new$/);
    expect(way(en('contacts.empty.link'))).toBe('/settings/whatsapp/linked-types');
    expect(way(en('contacts.empty.qr'))).toBe('/settings/whatsapp/opt-in-forms');
    expect(await violations()).toEqual([]);
  });

  it('[P-01] offers only the ways that the person may go', async () => {
    for (const one of ['canConfigure', 'canPublish', 'canImport']) denied.add(one);
    await open({ more: nobody });
    await screen.findByText(en('contacts.empty'));
    const ways = [en('people.source.import'), en('contacts.empty.link'), en('contacts.empty.qr')];
    for (const name of ways) expect(screen.queryByRole('link', { name })).toBeNull();
  });

  it('[M-23] [X-13] selects a page, and all who match, on a phone too; filters are a drawer with their number', async () => {
    showOn('phone');
    const { person } = await open({ path: VIPS, locale: 'tr' });
    await screen.findAllByTestId('contact-row');
    await person.click(screen.getByRole('checkbox', { name: tr('contacts.select.page') }));
    await person.click(
      await screen.findByRole('button', { name: tr('people.all.selectCount', { count: 3104 }) })
    );
    expect(status()).toBe('3.104 kişi eşleşiyor · işlemler seçili 3.104 kişiye uygulanır');
    await person.click(
      screen.getByRole('button', { name: tr('people.filters.button', { count: 1 }) })
    );
    const drawer = within(await screen.findByRole('dialog', { name: tr('people.filters') }));
    expect(drawer.getByLabelText(tr('people.chip.include', { label: 'vip' }))).toBeTruthy();
    expect(
      drawer.getByRole('button', { name: tr('people.filters.show', { count: 3104 }) })
    ).toBeTruthy();
  });

  it('has nothing that axe would mend, with people selected and with a person open', async () => {
    const { person, router } = await open({ path: VIPS });
    await person.click(await screen.findByRole('checkbox', { name: en('contacts.select.page') }));
    expect(await violations()).toEqual([]);
    await act(() => router.navigate('/?contact=1'));
    await screen.findByTestId('contact-givenName');
    expect(await violations()).toEqual([]);
  });
});

describe('what is typed of a person', () => {
  it('[P-01] is asked about before the browser goes back, and kept or given up as one says', async () => {
    const { person, router } = await open();
    await screen.findAllByTestId('contact-row');
    await act(() => router.navigate('/?contact=1'));
    await person.type(await screen.findByTestId('contact-givenName'), '!');
    await act(() => router.navigate(-1));
    const question = await screen.findByRole('alertdialog');
    expect(within(question).getByText(en('settings.leave.title'))).toBeTruthy();
    await person.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(screen.getByTestId('contact-givenName')).toHaveProperty('value', '!');
    await act(() => router.navigate(-1));
    await person.click(await screen.findByRole('button', { name: en('settings.leave.confirm') }));
    await waitFor(() => expect(screen.queryByTestId('contact-givenName')).toBeNull());
    expect(router.state.location.search).toBe('');
  });

  it('[P-01] closes without a question when it is saved', async () => {
    const { person, router } = await open({
      path: '/?contact=1',
      more: { 'PUT /whatsapp/contacts/1': people[0] },
    });
    await person.type(await screen.findByTestId('contact-givenName'), '!');
    await person.click(screen.getByTestId('save-contact'));
    await waitFor(() => expect(screen.queryByTestId('contact-givenName')).toBeNull());
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(router.state.location.search).toBe('');
  });

  it('[C-21] has the linked entries in a tab of their own, where content types are linked', async () => {
    const record = {
      id: 3,
      role: 'Customer',
      title: 'Kaya Ltd.',
      url: '/x',
      byHand: false,
      fields: [],
    };
    const { person } = await open({
      path: '/?contact=1',
      more: {
        'GET /whatsapp/records/links': {
          links: [record],
          types: [{ uid: 'api::c.c', role: 'Customer' }],
        },
      },
    });
    await person.click(await screen.findByRole('tab', { name: en('contacts.tab.linked') }));
    expect(await screen.findByText('Kaya Ltd.')).toBeTruthy();
  });

  it('has no such tab where nothing is linked', async () => {
    await open({
      path: '/?contact=1',
      more: { 'GET /whatsapp/records/links': { links: [], types: [] } },
    });
    await screen.findByRole('tab', { name: en('contacts.tab.timeline') });
    expect(screen.queryByRole('tab', { name: en('contacts.tab.linked') })).toBeNull();
  });
});
