import { act, screen, waitFor, within } from '@testing-library/react';
import { whatsappApi } from '../../../admin/src/api/base';
import { ContactDrawer } from '../../../admin/src/pages/Contacts/components/ContactDrawer';
import type { TimelineEntry } from '../../../server/src/contracts/timeline';
import { contactOf, conversationOf } from '../../support/message-views';
import { renderAdmin } from '../../support/render-admin';
import { grantOnly } from '../../support/strapi-admin';
import { facets } from './stage';
import { en, tr } from '../../support/words';

const at = 1_700_000_000_000;
const entry = (kind: TimelineEntry['kind'], change: Partial<TimelineEntry>): TimelineEntry => ({
  key: `${kind} 1`,
  kind,
  at,
  who: null,
  subject: null,
  detail: null,
  target: null,
  ...change,
});
const newest = [
  entry('campaign', {
    subject: 'Autumn',
    detail: 'read',
    target: { page: 'campaign', id: 9 },
  }),
  entry('campaign-skipped', { subject: 'Winter', detail: 'capped' }),
  entry('opted-out', { subject: 'phone call', detail: 'marketing', who: 'Deniz A.' }),
  entry('linked', {
    subject: 'Ayşe Kaya',
    detail: 'Customer',
    target: { page: 'entry', url: '/content-manager/collection-types/api::c.c/x' },
  }),
];
const older = [
  entry('opted-out', { subject: 'preference page', detail: 'news' }),
  entry('opted-in', { subject: 'form:till', detail: 'utility' }),
  entry('added', { detail: 'import' }),
];

const consentEvents = ['phone call', 'unsubscribe button', 'asked to stop'].map((source, i) => ({
  id: i + 1,
  category: 'marketing',
  topic: null,
  action: i === 0 ? 'opt-in' : 'opt-out',
  source,
  evidence: null,
  actor: null,
  at: at + i,
}));

const DECIDE = 'POST /whatsapp/contacts/1/asked-stop';
const open = (
  locale = 'en',
  contact = () => contactOf(1, { tags: ['vip'] }),
  words: string | null = null
) =>
  renderAdmin(<ContactDrawer id={1} onClose={() => undefined} />, {
    locale,
    routes: {
      'GET /whatsapp/contacts/1': () => ({
        contact: contact(),
        groups: [],
        askedStop:
          contact().askedStopAt === null ? null : { at: contact().askedStopAt, text: words },
        wishes: {
          topicsRefused: [],
          channels: [{ key: '*', channel: 'email' }],
          frequency: null,
          pausedUntil: null,
        },
        dataConsents: [],
        consentEvents,
        carriedMessages: [],
      }),
      'PUT /whatsapp/contacts/1': contact,
      [DECIDE]: null,
      'GET /whatsapp/tags': { tags: [{ id: 1, name: 'vip', color: 'success', people: 2 }] },
      'GET /whatsapp/people/facets': facets,
      'GET /whatsapp/contact-fields': { fields: [] },
      'GET /whatsapp/message-topics': {
        topics: [{ key: 'news', category: 'marketing', tr: 'Bülten', en: 'Newsletter' }],
      },
      'GET /whatsapp/agents': { agents: [], me: 1 },
      'GET /whatsapp/records/links': { links: [], types: [] },
      'GET /whatsapp/conversations': ({ query }: { query: URLSearchParams }) => ({
        conversations:
          query.get('contactId') === '1' && query.get('status') === 'all'
            ? [
                conversationOf(4, { accountName: 'Shop TR', status: 'closed' }),
                conversationOf(5, { accountName: 'Depot' }),
              ]
            : [],
        nextCursor: null,
        unreadTotal: 0,
      }),
      'GET /whatsapp/contacts/1/timeline': ({ query }: { query: URLSearchParams }) =>
        query.get('before') === null
          ? { entries: newest, nextBefore: at }
          : { entries: older, nextBefore: null },
    },
  });

describe('the drawer of a person', () => {
  afterEach(() => grantOnly(null));

  it('[P-01] lists their conversation with each number and the way into it', async () => {
    const { person } = await open();
    await person.click(await screen.findByRole('tab', { name: en('contacts.tab.conversations') }));
    const rows = await screen.findAllByTestId('contact-conversation');
    expect(rows).toHaveLength(2);
    const [first] = rows;
    expect(first?.textContent).toContain(en('state.conversation.closed'));
    const link = within(first as HTMLElement).getByRole('link', { name: 'Shop TR' });
    expect(link.getAttribute('href')).toBe('/plugins/whatsapp/inbox?c=4');
  });

  it('[P-01] tells what happened, newest first, and what is older when asked', async () => {
    const { person } = await open();
    await person.click(await screen.findByRole('tab', { name: en('contacts.tab.timeline') }));
    const [campaign, skipped, consent, linked] = await screen.findAllByTestId('timeline-entry');
    expect(campaign?.textContent).toContain(
      en('contacts.timeline.campaign', { subject: 'Autumn' })
    );
    expect(campaign?.textContent).toContain(en('state.message.read'));
    expect(skipped?.textContent).toContain(
      en('contacts.timeline.campaign-skipped', {
        subject: 'Winter',
        detail: en('campaigns.skip.capped'),
      })
    );
    expect(consent?.textContent).toContain(
      en('contacts.timeline.opted-out', { detail: en('contacts.category.marketing') })
    );
    const by = en('contacts.timeline.by', { who: 'Deniz A.' });
    expect(consent?.textContent).toContain(`phone call · ${by}`);
    const way = within(linked as HTMLElement).getByRole('link', {
      name: en('contacts.timeline.linked', { detail: 'Customer', subject: 'Ayşe Kaya' }),
    });
    expect(way.getAttribute('href')).toBe('/content-manager/collection-types/api::c.c/x');
    await person.click(screen.getByRole('button', { name: en('contacts.timeline.more') }));
    const source = new RegExp(`${en('people.source.import')}$`);
    expect((await screen.findByText(source)).closest('li')?.textContent).toContain(
      en('contacts.timeline.added')
    );
    expect(screen.queryByRole('button', { name: en('contacts.timeline.more') })).toBeNull();
    const topic = en('contacts.timeline.opted-out', { detail: 'Newsletter' });
    expect(await screen.findByText(topic)).toBeTruthy();
  });

  it('[X-13] says in Turkish where a consent came from, and leaves what a colleague typed as it is', async () => {
    const { person } = await open('tr');
    await person.click(await screen.findByRole('tab', { name: tr('contacts.tab.timeline') }));
    await person.click(await screen.findByRole('button', { name: tr('contacts.timeline.more') }));
    const circumstances = async (what: string) =>
      (await screen.findByText(what)).closest('li')?.textContent;
    const optedOut = (detail: string) => tr('contacts.timeline.opted-out', { detail });
    expect(await circumstances(optedOut('Bülten'))).toContain(tr('optIn.source.preference-page'));
    const form = tr('contacts.timeline.opted-in', { detail: tr('contacts.category.utility') });
    expect(await circumstances(form)).toContain(tr('optIn.source.one-form', { form: 'till' }));
    expect(await circumstances(optedOut(tr('contacts.category.marketing')))).toContain(
      'phone call'
    );
  });

  it('[X-13] shows the sources of the consent history in Turkish', async () => {
    const { person } = await open('tr');
    await person.click(await screen.findByRole('tab', { name: tr('contacts.tab.consent') }));
    const history = await screen.findByTestId('consent-ledger');
    const sources = [
      tr('optIn.source.asked-to-stop'),
      tr('optIn.source.unsubscribe-button'),
      'phone call',
    ];
    expect([...history.children].map((one) => one.textContent)).toEqual(
      sources.map((source) => expect.stringContaining(` · ${source}`) as string)
    );
  });

  it('[X-05] has no conversations and no link to a campaign for who may see neither', async () => {
    grantOnly(['contactBrowse']);
    const { person } = await open('tr');
    await person.click(await screen.findByRole('tab', { name: tr('contacts.tab.timeline') }));
    const [campaign] = await screen.findAllByTestId('timeline-entry');
    expect(campaign?.textContent).toContain(
      tr('contacts.timeline.campaign', { subject: 'Autumn' })
    );
    expect(within(campaign as HTMLElement).queryByRole('link')).toBeNull();
    const tabs = screen.getAllByRole('tab').map((tab) => tab.textContent);
    expect(tabs).toEqual([
      tr('contacts.tab.details'),
      tr('contacts.tab.consent'),
      tr('contacts.tab.timeline'),
    ]);
  });

  it('[C-25] shows a tag in its colour', async () => {
    await open();
    const tag = await screen.findByText('vip');
    expect(tag.parentElement?.querySelector('[data-color="success"]')).not.toBeNull();
  });

  it('[P-01] shows language and country by name, and finds another by a part of its name or its code', async () => {
    const { person, calls } = await open();
    const language = await screen.findByRole('combobox', { name: en('contacts.form.language') });
    expect(language).toHaveProperty('value', 'Turkish (tr)');
    const country = screen.getByRole('combobox', { name: en('contacts.form.country') });
    expect(country).toHaveProperty('value', 'Türkiye');
    await person.clear(language);
    await person.type(language, 'germ');
    await person.click(await screen.findByRole('option', { name: 'German (de)' }));
    await person.clear(country);
    await person.type(country, 'at');
    await person.click(await screen.findByRole('option', { name: 'Austria' }));
    await person.click(screen.getByRole('button', { name: en('contacts.save') }));
    await waitFor(() =>
      expect(calls.filter(({ method }) => method === 'PUT')).toMatchObject([
        { path: '/whatsapp/contacts/1', body: { country: 'AT', language: 'de' } },
      ])
    );
  });

  it('[P-01] follows what a colleague saves meanwhile, sends only what was typed, and says what both changed', async () => {
    let saved = contactOf(1, { town: 'Bursa' });
    const { person, calls, store } = await open('en', () => saved);
    const town = await screen.findByTestId<HTMLInputElement>('contact-town');
    await person.clear(town);
    await person.type(town, 'İzmir');
    saved = contactOf(1, { town: 'Ankara', email: 'new@example.com' });
    act(() => {
      store.dispatch(whatsappApi.util.invalidateTags([{ type: 'WhatsappContact', id: 1 }]));
    });
    await waitFor(() =>
      expect(screen.getByTestId<HTMLInputElement>('contact-email').value).toBe('new@example.com')
    );
    expect(town.value).toBe('İzmir');
    expect(screen.getByTestId('changed-meanwhile').textContent).toContain(en('contacts.form.town'));
    await person.click(screen.getByTestId('save-contact'));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({ town: 'İzmir' })
    );
  });

  it('[C-25] reads again what can be filtered by, and the tags, when those of a person change', async () => {
    const { person, calls } = await open();
    const asked = (path: string) => calls.filter((call) => call.path === path).length;
    await person.click(
      await screen.findByRole('button', { name: en('people.tag.remove', { tag: 'vip' }) })
    );
    await waitFor(() => expect(asked('/whatsapp/people/facets')).toBe(1));
    expect(asked('/whatsapp/tags')).toBe(1);
    await person.click(screen.getByTestId('save-contact'));
    await waitFor(() => expect(asked('/whatsapp/people/facets')).toBe(2));
    await waitFor(() => expect(asked('/whatsapp/tags')).toBe(2));
  });

  it('[O-17] asks what a message meant, and takes the decision with its time', async () => {
    let askedStopAt: number | null = at;
    const maya = () => contactOf(1, { name: 'Maya Patel', askedStopAt });
    const { person, calls } = await open('en', maya, 'stop sending these');
    await person.click(await screen.findByRole('tab', { name: en('contacts.tab.consent') }));
    const notice = screen.getByTestId('asked-to-stop');
    expect(notice.getAttribute('aria-label')).toBe(en('people.stop.title', { name: 'Maya Patel' }));
    expect(notice.textContent).toContain('Nov 14, 2023');
    expect(notice.textContent).toContain('“stop sending these”');
    askedStopAt = null;
    const button = screen.getByTestId('stop-not-meant');
    expect(button.getAttribute('aria-label')).toBe(
      en('people.stop.notMeant.whom', { name: 'Maya Patel' })
    );
    await person.click(button);
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'POST')).toMatchObject({
        path: '/whatsapp/contacts/1/asked-stop',
        body: { answer: 'not-meant', askedAt: at },
      })
    );
    await waitFor(() => expect(screen.queryByTestId('stop-not-meant')).toBeNull());
    expect(document.activeElement?.getAttribute('aria-label')).toBe(en('people.stop.decided'));
    await person.tab();
    expect(screen.queryByTestId('asked-to-stop')).toBeNull();
  });

  it('[X-05] [O-17] who may not edit contacts sees when it was, and that the team decides', async () => {
    grantOnly(['browse']);
    const { person } = await open('tr', () => contactOf(1, { name: 'Maya', askedStopAt: at }));
    await person.click(await screen.findByRole('tab', { name: tr('contacts.tab.consent') }));
    const notice = screen.getByRole('group', { name: tr('people.stop.title', { name: 'Maya' }) });
    expect(notice.textContent).toContain(tr('people.stop.when', { at: '14 Kas 2023' }));
    expect(notice.textContent).toContain(tr('people.stop.waitsTeam'));
    expect(within(notice).queryByRole('button')).toBeNull();
  });
});
