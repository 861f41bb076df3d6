import { cleanup, screen, waitFor, within } from '@testing-library/react';
import ContactsPage from '../../../admin/src/pages/Contacts/ListPage';
import { eventTime } from '../../support/event-time';
import { refuse } from '../../support/render-admin';
import { bodyOf, facets, open, people } from './stage';
import { denied } from '../../support/strapi-admin';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('wide');

afterEach(() => {
  denied.clear();
  jest.restoreAllMocks();
});

describe('the contacts', () => {
  it('[P-07] [M-20] are filtered by a field of their linked records, included or taken out', async () => {
    const linked = [
      {
        type: 'api::customer.customer',
        label: 'Customer',
        fields: [
          { key: 'city', label: 'City', kind: 'text', choices: [] },
          { key: 'tier', label: 'Tier', kind: 'choice', choices: ['silver', 'gold'] },
        ],
      },
    ];
    const { calls, person } = await open(<ContactsPage />, {
      'GET /whatsapp/people/facets': { ...facets, linked },
    });
    const asked = () => {
      const searches = calls.filter(({ path }) => path === '/whatsapp/people/search');
      return (searches.at(-1)?.body as { filter: object }).filter;
    };
    await person.click(await screen.findByRole('button', { name: en('people.filter.linked') }));
    await person.click(screen.getByRole('button', { name: en('people.condition.add') }));
    await person.click(screen.getByRole('combobox', { name: en('people.condition.field') }));
    await person.click(await screen.findByRole('option', { name: 'Customer › Tier' }));
    await person.click(screen.getByRole('combobox', { name: en('people.condition.value') }));
    await person.click(await screen.findByRole('option', { name: 'gold' }));
    const condition = {
      on: 'record',
      type: 'api::customer.customer',
      key: 'tier',
      operator: 'is',
      value: 'gold',
      exclude: false,
    };
    await waitFor(() => expect(asked()).toEqual({ fields: [condition] }));
    const sentence = await screen.findByTestId('filter-sentence');
    const time = eventTime();
    await person.click(
      within(sentence).getByRole('button', {
        name: en('people.chip.include', { label: 'Customer › Tier is gold' }),
      })
    );
    time.pass(600);
    await waitFor(() => expect(asked()).toEqual({ fields: [{ ...condition, exclude: true }] }));
    await person.click(
      within(sentence).getByRole('button', {
        name: en('people.chip.exclude', { label: 'Customer › Tier is gold' }),
      })
    );
    await waitFor(() => expect(screen.queryByTestId('filter-sentence')).toBeNull());
  });

  it('[P-01] are listed with number or username and consent in words; the count follows', async () => {
    await open(<ContactsPage />);
    const [first, second] = await screen.findAllByTestId('contact-row');
    expect(first?.textContent).toContain('+90 532 123 45 67');
    expect(first?.textContent).toContain(en('people.consent.in'));
    expect(second?.textContent).toContain('@can');
    expect(second?.textContent).toContain(en('people.consent.out'));
    expect(await screen.findByText(en('contacts.total', { count: 48210 }))).toBeTruthy();
  });

  it('[P-01] are created with name and number; a refusal stands at its field and keeps what was typed', async () => {
    const { calls, person } = await open(
      <ContactsPage />,
      {
        'POST /whatsapp/contacts': refuse(409, {
          kind: 'contact-exists',
          field: 'phone',
          contactId: 77,
        }),
      },
      '/?contact=new'
    );
    await person.type(await screen.findByTestId('contact-givenName'), 'Zeynep');
    await person.click(screen.getByTestId('save-contact'));
    expect(screen.getByText(en('contacts.problem.phone'))).toBeTruthy();
    expect(bodyOf(calls, 'POST', '/whatsapp/contacts')).toBeUndefined();
    await person.type(screen.getByTestId('contact-phone'), '0532 111 22 33');
    await person.click(screen.getByTestId('save-contact'));
    expect(await screen.findByText(en('error.contact-exists'))).toBeTruthy();
    expect(screen.getByTestId('contact-phone')).toHaveProperty('value', '0532 111 22 33');
    expect(screen.getByTestId('open-existing').getAttribute('href')).toContain('contact=77');
    expect(bodyOf(calls, 'POST', '/whatsapp/contacts')).toMatchObject({
      givenName: 'Zeynep',
      phone: '0532 111 22 33',
    });
  });

  it('asks before typed changes are lost', async () => {
    const { person } = await open(<ContactsPage />, {}, '/?contact=1');
    await person.type(await screen.findByTestId('contact-givenName'), '!');
    await person.keyboard('{Escape}');
    expect(await screen.findByText(en('settings.leave.title'))).toBeTruthy();
    await person.keyboard('{Escape}');
    expect(screen.getByTestId('contact-givenName')).toHaveProperty('value', '!');
  });

  it('record a consent only with answer, place and proof, and show the ledger', async () => {
    const { calls, person } = await open(
      <ContactsPage />,
      { 'POST /whatsapp/contacts/1/consent': {} },
      '/?contact=1'
    );
    await person.click(await screen.findByRole('tab', { name: en('contacts.tab.consent') }));
    expect(screen.getByTestId('consent-ledger').textContent).toContain('form 12');
    const wishes = await screen.findByText(en('contacts.wishes.refused', { kinds: 'Newsletter' }));
    expect(wishes.parentElement?.textContent).toContain(en('contacts.wishes.weekly'));
    await person.click(screen.getByTestId('record-consent'));
    const save = screen.getByTestId('save-consent');
    expect(save).toHaveProperty('disabled', true);
    await person.click(screen.getByRole('radio', { name: en('contacts.record.optOut') }));
    const source = new RegExp(`^${en('contacts.record.source')}`);
    await person.type(screen.getByRole('textbox', { name: source }), 'phone call');
    expect(save).toHaveProperty('disabled', true);
    const evidence = new RegExp(`^${en('contacts.record.evidence')}`);
    await person.type(screen.getByRole('textbox', { name: evidence }), 'note 3');
    await person.click(save);
    await waitFor(() =>
      expect(bodyOf(calls, 'POST', '/whatsapp/contacts/1/consent')).toEqual({
        category: 'marketing',
        action: 'opt-out',
        source: 'phone call',
        evidence: 'note 3',
      })
    );
  });

  it('[P-05] go into a group together, with their number on the button', async () => {
    const { calls, person } = await open(<ContactsPage />, {
      'POST /whatsapp/people/group': { changed: 2, operationId: null },
    });
    await person.click(await screen.findByRole('checkbox', { name: en('contacts.select.page') }));
    await person.click(screen.getByTestId('add-to-group'));
    const dialog = await screen.findByRole('dialog');
    await person.click(within(dialog).getByRole('combobox'));
    const vip = en('contacts.toGroup.option', { name: 'VIP', members: 1204 });
    await person.click(await screen.findByRole('option', { name: vip }));
    const add = en('people.bulk.group.add.do', { count: 2, group: 'VIP' });
    await person.click(screen.getByRole('button', { name: add }));
    await waitFor(() =>
      expect(bodyOf(calls, 'POST', '/whatsapp/people/group')).toEqual({
        choice: { kind: 'picked', contactIds: [1, 2] },
        groupId: 7,
        action: 'add',
      })
    );
  });

  it('[M-22] [M-23] [M-24] [M-07] all who match minus one become a bulk message of exactly these', async () => {
    const { calls, person } = await open(<ContactsPage />, {
      'POST /whatsapp/campaigns': { id: 3 },
    });
    await person.click(await screen.findByRole('checkbox', { name: en('contacts.select.page') }));
    expect(screen.getByTestId('selected-count').textContent).toBe(
      en('contacts.selected', { count: 2 })
    );
    await person.click(
      await screen.findByRole('button', { name: en('people.all.selectCount', { count: 48210 }) })
    );
    await person.click(
      screen.getByRole('checkbox', { name: en('contacts.select.one', { name: 'Can Demir' }) })
    );
    expect(screen.getByTestId('selected-count').textContent).toBe(
      en('people.all.bar', { count: 48209, out: 1 })
    );
    await person.click(screen.getByTestId('bulk-message'));
    await waitFor(() =>
      expect(bodyOf(calls, 'POST', '/whatsapp/campaigns')).toEqual({
        audience: { kind: 'all', filter: {}, except: [2] },
      })
    );
  });

  it('[M-19] [M-20] are filtered by chips: one press includes, a second excludes, a third clears', async () => {
    const { calls, person } = await open(
      <ContactsPage />,
      {},
      '/?filter={"tags":{"include":["vip"]}}'
    );
    const asked = () =>
      calls
        .filter((c) => c.path === '/whatsapp/people/search')
        .map((c) => (c.body as { filter: object }).filter)
        .at(-1);
    const panel = await screen.findByTestId('people-filters');
    const chip = (name: string) => within(panel).findByRole('button', { name });
    const time = eventTime();
    expect(asked()).toEqual({ tags: { include: ['vip'], exclude: [] } });
    await person.click(await chip(en('people.chip.include', { label: 'vip' })));
    await waitFor(() => expect(asked()).toEqual({ tags: { include: [], exclude: ['vip'] } }));
    expect(screen.getByTestId('filter-sentence').textContent).toContain(en('people.says.exclude'));
    time.pass(600);
    await person.click(await chip(en('people.chip.exclude', { label: 'vip' })));
    await waitFor(() => expect(asked()).toEqual({}));
    await person.click(await chip(en('people.filter.origins')));
    const began = await chip(en('people.chip.off', { label: 'Campaign' }));
    began.focus();
    await person.keyboard('{Shift>}{Enter}{/Shift}');
    await waitFor(() => expect(asked()).toMatchObject({ origins: { exclude: ['campaign'] } }));
    await person.keyboard('{Delete}');
    expect(await chip(en('people.chip.off', { label: 'Campaign' }))).toBeTruthy();
    expect(screen.queryByTestId('filter-sentence')).toBeNull();
  });

  it('[M-20] a double click in the line above changes one value: not the one that moves under the pointer', async () => {
    const { router, person } = await open(
      <ContactsPage />,
      {},
      '/?filter={"tags":{"exclude":["vip","wholesale"]}}'
    );
    const asked = () => new URLSearchParams(router.state.location.search).get('filter') ?? '';
    const sentence = within(await screen.findByTestId('filter-sentence'));
    const out = (label: string) => en('people.chip.exclude', { label });
    const time = eventTime();
    await person.click(await sentence.findByRole('button', { name: out('vip') }));
    await waitFor(() => expect(asked()).not.toContain('vip'));
    time.pass(200);
    await person.click(sentence.getByRole('button', { name: out('wholesale') }));
    await person.click(sentence.getByRole('button', { name: en('people.clear') }));
    expect(asked()).toContain('wholesale');
    time.pass(400);
    await person.click(sentence.getByRole('button', { name: out('wholesale') }));
    await waitFor(() => expect(asked()).toBe(''));
  });

  it('[C-22] two of them become one after a look at what comes out', async () => {
    const [keep, gone] = people;
    const { calls, person } = await open(<ContactsPage />, {
      'POST /whatsapp/contacts/merge/preview': {
        keep,
        gone,
        result: keep,
        counts: [],
        consent: [],
      },
      'POST /whatsapp/contacts/merge': keep,
    });
    await person.click(await screen.findByRole('checkbox', { name: en('contacts.select.page') }));
    await person.click(screen.getByTestId('more-deeds'));
    await person.click(await screen.findByRole('menuitem', { name: en('people.bulk.merge') }));
    await person.click(
      await screen.findByRole('button', { name: en('people.merge.do', { name: 'Ayşe Kaya' }) })
    );
    await waitFor(() =>
      expect(bodyOf(calls, 'POST', '/whatsapp/contacts/merge')).toEqual({ ids: [1, 2] })
    );
  });

  it('[X-06] are erased only after their name was typed, and it says what goes and what stays', async () => {
    const { calls, person } = await open(
      <ContactsPage />,
      {
        'GET /whatsapp/privacy/people/1': {
          id: 1,
          name: 'Ayşe Kaya',
          messages: 12,
          tasks: 1,
          campaigns: 2,
          consents: 3,
          records: 0,
        },
        'POST /whatsapp/privacy/people/1/erase': { operationId: 9 },
      },
      '/?contact=1'
    );
    await person.click(await screen.findByTestId('delete-contact'));
    expect((await screen.findByTestId('erase-goes')).textContent).toContain(
      en('privacy.erase.goes', { messages: 12, tasks: 1 })
    );
    expect(screen.getByText(en('privacy.erase.goes.lists'))).toBeTruthy();
    expect(screen.getByText(en('privacy.erase.stays.refusal'))).toBeTruthy();
    expect(screen.getByTestId('confirm-erase')).toHaveProperty('disabled', true);
    await person.type(screen.getByTestId('erase-typed'), 'ayse kay');
    expect(screen.getByTestId('confirm-erase')).toHaveProperty('disabled', true);
    await person.type(screen.getByTestId('erase-typed'), 'a');
    await person.click(screen.getByTestId('confirm-erase'));
    await waitFor(() =>
      expect(bodyOf(calls, 'POST', '/whatsapp/privacy/people/1/erase')).toEqual({
        typed: 'ayse kaya',
      })
    );
  });

  it('show an error with Retry and never an empty list in its place', async () => {
    let isBroken = true;
    const { person } = await open(<ContactsPage />, {
      'POST /whatsapp/people/search': () =>
        isBroken ? refuse(500, { kind: 'server' }) : { contacts: [], nextCursor: null },
    });
    const retry = await screen.findByRole('button', { name: en('shell.state.retry') });
    expect(screen.queryByText(en('contacts.empty'))).toBeNull();
    isBroken = false;
    await person.click(retry);
    expect(await screen.findByText(en('contacts.empty'))).toBeTruthy();
  });

  it('have no button that fails for who may only look', async () => {
    const consent = () => screen.findByRole('tab', { name: en('contacts.tab.consent') });
    const all = await open(<ContactsPage />, {}, '/?contact=1');
    for (const id of ['new-contact', 'save-contact'])
      expect(await screen.findByTestId(id)).toBeTruthy();
    await all.person.click(await consent());
    expect(screen.getByTestId('record-consent')).toBeTruthy();
    cleanup();
    for (const one of ['canEdit', 'canChange', 'canErase', 'canExport', 'canPrepare', 'canImport'])
      denied.add(one);
    const { person } = await open(<ContactsPage />, {}, '/?contact=1');
    expect(await screen.findByTestId('contact-givenName')).toHaveProperty('disabled', true);
    for (const id of ['new-contact', 'save-contact']) expect(screen.queryByTestId(id)).toBeNull();
    expect(screen.queryByRole('checkbox', { hidden: true })).toBeNull();
    await person.click(await consent());
    expect(screen.getByTestId('consent-ledger')).toBeTruthy();
    expect(screen.queryByTestId('record-consent')).toBeNull();
  });
});
