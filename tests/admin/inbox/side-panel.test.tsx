import { useState } from 'react';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { ContactPanel } from '../../../admin/src/pages/Inbox/components/ContactPanel';
import type { ConversationView } from '../../../server/src/contracts/conversations';
import { grantOnly, notices } from '../../support/strapi-admin';
import { renderAdmin, type Routes } from '../../support/render-admin';
import { contactOf, conversationOf } from '../../support/message-views';
import { en } from '../../support/words';

const CHANGE = 'PUT /whatsapp/conversations/1';
const UPDATE = 'PUT /whatsapp/contacts/1';
const ADD = 'POST /whatsapp/groups/2/members';
const REMOVE = 'POST /whatsapp/groups/1/members/remove';
const MOVE = 'POST /whatsapp/conversations/1/move-request';
const PREFERENCE = 'POST /whatsapp/conversations/1/preference';
const BLOCK = 'POST /whatsapp/conversations/1/block';
const CONSENT = 'POST /whatsapp/conversations/1/consent';

const media = {
  kind: 'document' as const,
  mime: 'application/pdf',
  filename: 'sipariş.pdf',
  voice: false,
  url: '/whatsapp/messages/4/media',
  sizeBytes: 2_000,
};
const body = {
  type: 'document',
  text: null,
  header: null,
  footer: null,
  buttons: [],
  media,
  location: null,
  contacts: [],
};

const never = () => new Promise<never>(() => undefined);

/** The panel beside the first conversation, and beside another one after a press. */
const Next = ({ first, onChanged }: { first: ConversationView; onChanged: () => void }) => {
  const [shown, show] = useState(first);
  const contact = contactOf(2, { name: 'Can', tags: [] });
  return (
    <>
      <button onClick={() => show(conversationOf(2, { contact }))}>Next</button>
      <ContactPanel conversation={shown} onChanged={onChanged} />
    </>
  );
};

const open = async (routes: Routes = {}, askedStopAt: number | null = null) => {
  let changes = 0;
  const conversation = conversationOf(1, {
    contact: contactOf(1, { tags: ['vip'], askedStopAt }),
    origin: 'ad',
    referral: {
      sourceType: 'ad',
      sourceId: '1',
      sourceUrl: 'https://fb.me/x',
      headline: 'Yaz indirimi',
      body: null,
      clickId: 'ARx1',
    },
  });
  const view = await renderAdmin(<Next first={conversation} onChanged={() => (changes += 1)} />, {
    locale: 'en',
    routes: {
      'GET /whatsapp/conversations/1/about': {
        contactId: 1,
        groups: [{ id: 1, name: 'Toptancılar' }],
        campaigns: [{ id: 5, name: 'Bahar', at: 1_700_000_000_000, state: 'read' }],
        files: [{ messageId: 4, direction: 'in', at: 1_700_000_000_000, body }],
        botRuns: [{ id: 9, name: 'Kargo botu', at: 1_700_000_000_000 }],
        position: {
          latitude: 41.0256,
          longitude: 28.9741,
          name: 'Galata',
          at: 1_700_000_000_000,
        },
        mayKeepPosition: true,
        moveRequest: { at: 1_700_000_000_000, open: true },
        preference: {
          kinds: [{ key: 'news', category: 'marketing', tr: 'Haberler', en: 'News' }],
          topicsRefused: [],
          frequency: 'weekly',
          pausedUntil: null,
        },
      },
      'GET /whatsapp/conversations': { conversations: [], nextCursor: null, unreadTotal: 0 },
      'GET /whatsapp/groups': {
        groups: [
          { id: 1, name: 'Toptancılar' },
          { id: 2, name: 'İzmir' },
        ],
      },
      'GET /whatsapp/contact-fields': {
        fields: [
          {
            id: 1,
            key: 'city',
            kind: 'text',
            label: 'District',
            labelTr: 'İlçe',
            choices: [],
            archived: false,
            sensitive: null,
            allowed: [],
          },
          {
            id: 2,
            key: 'birthday',
            kind: 'date',
            label: 'Birthday',
            labelTr: 'Doğum günü',
            choices: [],
            archived: false,
            sensitive: null,
            allowed: [],
          },
        ],
      },
      'GET /whatsapp/contacts/1': {
        contact: contactOf(1, { custom: { city: 'Bursa', birthday: '1988-04-12' } }),
        groups: [],
        dataConsents: [{ purpose: 'position', state: 'none', asked: true, at: null }],
      },
      'GET /whatsapp/records/links': { links: [], types: [] },
      [UPDATE]: contactOf(1),
      [ADD]: { changed: 1 },
      [REMOVE]: { changed: 1 },
      [MOVE]: {},
      [PREFERENCE]: {},
      [BLOCK]: { conversation, atWhatsApp: 'refused' },
      'GET /whatsapp/tags': { tags: [{ id: 1, name: 'iade', color: null, people: 2 }] },
      'GET /whatsapp/tasks': { tasks: [], nextCursor: null },
      'GET /whatsapp/contacts/1/records': { links: [], types: [] },
      [CHANGE]: conversation,
      [CONSENT]: conversation,
      ...routes,
    },
  });
  const sent = (what: string) =>
    view.calls.filter(({ path, method }) => `${method} ${path}` === what).map((call) => call.body);
  return { ...view, sent, changes: () => changes };
};

describe('what is known of the person, beside the thread', () => {
  afterEach(() => grantOnly(null));

  it('[C-30] shows groups, campaigns with what became of them, and files', async () => {
    await open();
    expect(await screen.findByText('Toptancılar')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Bahar' }).getAttribute('href')).toMatch(
      /campaigns\/5/
    );
    expect(screen.getByText(/sipariş\.pdf · 2/)).toBeTruthy();
  });

  it('shows nothing of the person before while the next one’s answer is on its way', async () => {
    await open({
      'GET /whatsapp/conversations/2/about': never,
      'GET /whatsapp/contacts/2': never,
      'GET /whatsapp/contacts/2/records': never,
    });
    expect(await screen.findByText('Toptancılar')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: en('message.lightbox.next') }));
    expect(screen.queryByText('Toptancılar')).toBeNull();
    expect(screen.queryByRole('link', { name: 'Bahar' })).toBeNull();
  });

  it('[C-27] [C-29] says how it began, with the words of the ad', async () => {
    await open();
    expect(screen.getByText(en('inbox.began.ad'))).toBeTruthy();
    expect(screen.getByText('ARx1')).toBeTruthy();
    expect(screen.getByRole('link', { name: /Yaz indirimi/ }).getAttribute('href')).toBe(
      'https://fb.me/x'
    );
  });

  it('[C-25] a press takes a tag away', async () => {
    const { calls, changes } = await open();
    fireEvent.click(screen.getByRole('button', { name: /vip/ }));
    await waitFor(() => expect(changes()).toBe(1));
    expect(calls.find(({ path, method }) => `${method} ${path}` === CHANGE)?.body).toEqual({
      tags: { add: [], remove: ['vip'] },
    });
  });

  it('[C-32] records what was asked for, with what proves it', async () => {
    const { calls, changes } = await open();
    fireEvent.click(screen.getByTestId('record-change'));
    const save = await screen.findByTestId('save-change');
    expect(save.hasAttribute('disabled')).toBe(true);
    fireEvent.change(screen.getByLabelText(en('inbox.consent.evidence'), { exact: false }), {
      target: { value: 'kampanya istemiyorum' },
    });
    fireEvent.click(save);
    await waitFor(() => expect(changes()).toBe(1));
    expect(calls.find(({ path, method }) => `${method} ${path}` === CONSENT)?.body).toEqual({
      category: 'marketing',
      action: 'opt-out',
      source: en('inbox.consent.source-chat'),
      evidence: 'kampanya istemiyorum',
    });
  });

  it('[O-17] asks what a message meant, with its words, and takes the decision', async () => {
    const asks = 'POST /whatsapp/conversations/1/asked-stop';
    const askedStopAt = 1_700_000_000_000;
    const { sent, changes } = await open(
      {
        'GET /whatsapp/contacts/1': {
          contact: contactOf(1, { askedStopAt }),
          groups: [],
          dataConsents: [],
          askedStop: { at: askedStopAt, text: 'artık yazmayın' },
        },
        [asks]: null,
      },
      askedStopAt
    );
    const notice = await screen.findByRole('group', {
      name: en('people.stop.title', { name: 'Person 1' }),
    });
    await waitFor(() => expect(notice.textContent).toContain('“artık yazmayın”'));
    const button = screen.getByTestId('stop-opt-out');
    expect(button.getAttribute('aria-label')).toBe(
      en('people.stop.optOut.whom', { name: 'Person 1' })
    );
    fireEvent.click(button);
    await waitFor(() => expect(changes()).toBe(1));
    expect(sent(asks)).toEqual([{ answer: 'opt-out', askedAt: askedStopAt }]);
    // The focus stays where the buttons were, until it goes on from there.
    await waitFor(() =>
      expect(document.activeElement?.getAttribute('aria-label')).toBe(en('people.stop.decided'))
    );
    expect(screen.queryByTestId('stop-opt-out')).toBeNull();
    fireEvent.blur(document.activeElement as Element);
    expect(screen.queryByTestId('asked-to-stop')).toBeNull();
  });

  it('[X-05] who may only read sees no button that fails', async () => {
    const deeds = [
      'record-change',
      'record-preference',
      'block-person',
      'merge-person',
      'stop-opt-out',
    ];
    const edit = new RegExp(`^${en('inbox.panel.field.edit', { label: '' })}`);
    const removal = new RegExp(en('inbox.panel.group.remove', { name: '' }));
    const all = await open({}, 1_700_000_000_000);
    for (const id of deeds) expect(await screen.findByTestId(id)).toBeTruthy();
    expect(screen.getByLabelText(en('inbox.tag.add'))).toBeTruthy();
    expect(screen.getAllByRole('button', { name: edit })).not.toHaveLength(0);
    expect(screen.getByRole('button', { name: removal })).toBeTruthy();
    all.unmount();
    grantOnly(['read', 'browse']);
    await open({}, 1_700_000_000_000);
    expect(await screen.findByText('Toptancılar')).toBeTruthy();
    expect(screen.getByTestId('asked-to-stop').textContent).toContain(en('people.stop.waitsTeam'));
    for (const id of deeds) expect(screen.queryByTestId(id)).toBeNull();
    expect(screen.queryByLabelText(en('inbox.tag.add'))).toBeNull();
    expect(screen.queryByRole('button', { name: edit })).toBeNull();
    expect(screen.queryByRole('button', { name: removal })).toBeNull();
  });

  it('[C-30] changes a field in place, with Enter, and says what is wrong before anything is sent', async () => {
    const { sent, changes } = await open();
    fireEvent.click(
      screen.getByRole('button', {
        name: en('inbox.panel.field.edit', { label: en('inbox.panel.email') }),
      })
    );
    const field = screen.getByLabelText(en('inbox.panel.email'));
    fireEvent.change(field, { target: { value: 'ayse@' } });
    fireEvent.click(screen.getByTestId('save-email'));
    expect(await screen.findByText(en('contacts.problem.email'))).toBeTruthy();
    expect(sent(UPDATE)).toEqual([]);
    fireEvent.change(field, { target: { value: 'ayse@example.com' } });
    fireEvent.submit(field);
    await waitFor(() => expect(changes()).toBe(1));
    expect(sent(UPDATE)).toEqual([{ email: 'ayse@example.com' }]);
    expect(screen.queryByLabelText(en('inbox.panel.email'))).toBeNull();
  });

  it('shows days, languages and countries in words, not as they are kept', async () => {
    await open();
    const shown = (name: string) => screen.getByTestId(`fact-${name}`).textContent;
    await waitFor(() => expect(shown('custom.birthday')).toBe('Apr 12, 1988'));
    expect(shown('language')).toBe('Turkish');
    expect(screen.getByText('Türkiye')).toBeTruthy();
  });

  it('[C-30] changes a field of the company in place; Esc leaves it as it was', async () => {
    const { sent, changes } = await open();
    await waitFor(() => expect(screen.getByTestId('fact-custom.city').textContent).toBe('Bursa'));
    fireEvent.click(
      screen.getByRole('button', { name: en('inbox.panel.field.edit', { label: 'District' }) })
    );
    fireEvent.change(screen.getByLabelText('District'), { target: { value: 'Van' } });
    fireEvent.keyDown(screen.getByLabelText('District'), { key: 'Escape' });
    expect(screen.getByTestId('fact-custom.city').textContent).toBe('Bursa');
    fireEvent.click(
      screen.getByRole('button', { name: en('inbox.panel.field.edit', { label: 'District' }) })
    );
    fireEvent.change(screen.getByLabelText('District'), { target: { value: 'Van' } });
    fireEvent.click(screen.getByTestId('save-custom.city'));
    await waitFor(() => expect(changes()).toBe(1));
    expect(sent(UPDATE)).toEqual([{ custom: { city: 'Van' } }]);
  });

  it('[C-30] keeps the words of a refusal of the server at the field', async () => {
    await open({
      [UPDATE]: () => {
        throw new Error('network');
      },
    });
    fireEvent.click(
      screen.getByRole('button', {
        name: en('inbox.panel.field.edit', { label: en('inbox.panel.email') }),
      })
    );
    fireEvent.change(screen.getByLabelText(en('inbox.panel.email')), {
      target: { value: 'a@b.de' },
    });
    fireEvent.click(screen.getByTestId('save-email'));
    expect(await screen.findByLabelText(en('inbox.panel.email'))).toHaveProperty('value', 'a@b.de');
    await waitFor(() =>
      expect(screen.getByLabelText(en('inbox.panel.email')).getAttribute('aria-invalid')).toBe(
        'true'
      )
    );
  });

  it('[C-30] offers the languages by name; nobody types a code', async () => {
    const { sent, person } = await open();
    await person.click(
      screen.getByRole('button', {
        name: en('inbox.panel.field.edit', { label: en('inbox.panel.language') }),
      })
    );
    const list = screen.getByRole('combobox', { name: en('inbox.panel.language') });
    expect(list.textContent).toContain('Turkish (tr)');
    expect(document.activeElement).toBe(list);
    await person.click(list);
    await person.click(await screen.findByRole('option', { name: 'German (de)' }));
    await person.click(screen.getByTestId('save-language'));
    await waitFor(() => expect(sent(UPDATE)).toEqual([{ language: 'de' }]));
  });

  it('[C-30] takes the person out of a group at a press', async () => {
    const { sent } = await open();
    const name = new RegExp(en('inbox.panel.group.remove', { name: 'Toptancılar' }));
    fireEvent.click(await screen.findByRole('button', { name }));
    await waitFor(() => expect(sent(REMOVE)).toEqual([{ contactIds: [1] }]));
  });

  it('[C-30] shows bots that answered', async () => {
    await open();
    expect(await screen.findByText('Kargo botu')).toBeTruthy();
  });

  it('[C-31] shows the last known position with the way to a map', async () => {
    await open();
    const link = await screen.findByRole('link', { name: /Galata/ });
    expect(link.getAttribute('href')).toContain('mlat=41.025600&mlon=28.974100');
  });

  it('[X-08] shows what they said of data collection, and writes down more of it', async () => {
    await open();
    expect((await screen.findByTestId('data-consents')).textContent).toContain('Location');
    expect(screen.getByTestId('record-data-consent')).toBeTruthy();
  });

  it('[C-28] says that the customer asked to go on over WhatsApp', async () => {
    await open();
    expect(await screen.findByText(new RegExp(en('inbox.panel.moved', { at: '' })))).toBeTruthy();
  });

  it('[C-32] records kinds and frequency that were asked for', async () => {
    const { sent, changes } = await open();
    fireEvent.click(await screen.findByTestId('record-preference'));
    fireEvent.click(await screen.findByRole('checkbox', { name: 'News' }));
    fireEvent.change(screen.getByLabelText(en('inbox.consent.evidence'), { exact: false }), {
      target: { value: 'haber yok' },
    });
    fireEvent.click(screen.getByTestId('save-preference'));
    await waitFor(() => expect(changes()).toBe(1));
    expect(sent(PREFERENCE)).toEqual([
      {
        topicsRefused: ['news'],
        frequency: 'weekly',
        pausedUntil: null,
        source: en('inbox.consent.source-chat'),
        evidence: 'haber yok',
      },
    ]);
  });

  it('blocks after asking, and says when WhatsApp did not take it', async () => {
    const { sent, changes } = await open();
    fireEvent.click(screen.getByTestId('block-person'));
    expect(sent(BLOCK)).toEqual([]);
    fireEvent.click(await screen.findByTestId('confirm-block'));
    await waitFor(() => expect(changes()).toBe(1));
    expect(sent(BLOCK)).toEqual([{ blocked: true }]);
    const said = new RegExp(en('inbox.block.blocked-here', { name: '.+' }));
    await waitFor(() => expect(notices.map(({ message }) => message).join(' ')).toMatch(said));
  });

  it('says so when it cannot be read, and tries again', async () => {
    let answers = 0;
    await open({
      'GET /whatsapp/conversations/1/about': () => {
        answers += 1;
        throw new Error('network');
      },
    });
    const again = await screen.findByRole('button', { name: en('shell.state.retry') });
    fireEvent.click(again);
    await waitFor(() => expect(answers).toBeGreaterThan(1));
  });
});
