import { screen, waitFor, within } from '@testing-library/react';
import { ContactDrawer } from '../../../admin/src/pages/Contacts/components/ContactDrawer';
import type { ContactDetails, CustomField } from '../../../server/src/contracts/contacts';
import { contactOf } from '../../support/message-views';
import { renderAdmin } from '../../support/render-admin';
import { grantOnly } from '../../support/strapi-admin';
import { en } from '../../support/words';

const allergy: CustomField = {
  id: 5,
  key: 'allergy',
  kind: 'text',
  label: 'Allergy',
  labelTr: null,
  choices: [],
  archived: false,
  sensitive: 'health',
  allowed: [],
};

const start = (details: Partial<ContactDetails> = {}) =>
  renderAdmin(<ContactDrawer id={1} onClose={() => undefined} />, {
    locale: 'en',
    routes: {
      'GET /whatsapp/contacts/1': {
        contact: contactOf(1, { custom: { allergy: 'nuts' } }),
        groups: [],
        askedStop: null,
        wishes: { topicsRefused: [], channels: [], frequency: null, pausedUntil: null },
        dataConsents: [],
        consentEvents: [],
        carriedMessages: [],
        ...details,
      },
      'GET /whatsapp/tags': { tags: [] },
      'GET /whatsapp/contact-fields': { fields: [allergy] },
      'GET /whatsapp/agents': { agents: [], me: 1 },
      'GET /whatsapp/records/links': { links: [], types: [] },
      'POST /whatsapp/contacts/1/data-consent': { consents: [] },
    },
  });

describe('what is sensitive of a person, in the drawer', () => {
  afterEach(() => grantOnly(null));

  it('[X-10] is shown with a lock to who has the permission', async () => {
    await start();
    expect(await screen.findByTestId('custom-allergy')).toHaveProperty('value', 'nuts');
    expect(screen.getByLabelText(en('sensitive.lock'))).toBeTruthy();
    expect(screen.queryByTestId('hidden-sensitive')).toBeNull();
  });

  it('[X-10] is hidden from everybody else, who cannot type there', async () => {
    grantOnly(['browse', 'edit']);
    await start();
    expect((await screen.findByTestId('hidden-sensitive')).textContent).toBe(
      en('sensitive.hidden')
    );
    expect(screen.queryByTestId('custom-allergy')).toBeNull();
  });
});

describe('consent for data collection, in the drawer', () => {
  it('[X-08] stands apart from that for messages, and what was said is recorded with its source', async () => {
    const { person, calls } = await start({
      dataConsents: [
        { purpose: 'tracking', state: 'none', asked: true, at: null },
        { purpose: 'position', state: 'in', asked: true, at: Date.UTC(2026, 10, 20) },
      ],
    });
    await person.click(await screen.findByRole('tab', { name: en('contacts.tab.consent') }));
    const block = within(await screen.findByTestId('data-consents'));
    expect(block.getByText(en('contacts.category.position'))).toBeTruthy();
    await person.click(block.getByTestId('record-data-consent'));
    const title = new RegExp(en('contacts.record.title', { name: '' }));
    const dialog = within(await screen.findByRole('dialog', { name: title }));
    await person.click(dialog.getByRole('combobox'));
    const purposes = await screen.findAllByRole('option');
    expect(purposes.map((one) => one.textContent)).toEqual([
      en('contacts.category.tracking'),
      en('contacts.category.position'),
    ]);
    await person.click(screen.getByRole('option', { name: en('contacts.category.position') }));
    await person.click(dialog.getByRole('radio', { name: en('contacts.data.optOut') }));
    const [source, evidence] = dialog.getAllByRole('textbox');
    await person.type(source as HTMLElement, 'shop');
    await person.type(evidence as HTMLElement, 'paper 12');
    await person.click(dialog.getByTestId('save-consent'));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
        purpose: 'position',
        action: 'opt-out',
        source: 'shop',
        evidence: 'paper 12',
      })
    );
  });

  it('[X-08] is not there when nothing is asked and nothing was said', async () => {
    const { person } = await start();
    await person.click(await screen.findByRole('tab', { name: en('contacts.tab.consent') }));
    await screen.findByTestId('record-consent');
    expect(screen.queryByTestId('data-consents')).toBeNull();
  });
});
