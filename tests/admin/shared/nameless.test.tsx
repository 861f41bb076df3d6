import { screen, within } from '@testing-library/react';
import { ContactPicker } from '../../../admin/src/shared/ContactPicker';
import { LinkRecordDrawer } from '../../../admin/src/shared/LinkRecordDrawer';
import { ErasePerson } from '../../../admin/src/shared/privacy/ErasePerson';
import { PeopleTable } from '../../../admin/src/shared/people/PeopleTable';
import { ConsentDialog } from '../../../admin/src/pages/Contacts/components/ConsentForm';
import { DataConsentDialog } from '../../../admin/src/pages/Contacts/components/DataConsentDialog';
import { RecordOptIn } from '../../../admin/src/pages/Inbox/components/RecordOptIn';
import { renderAdmin } from '../../support/render-admin';
import { contact } from '../../unit/admin/campaigns/builders';
import { en } from '../../support/words';

/** As the server gives somebody without a name: the number stands for it. */
const nameless = contact({ id: 4, name: '+905321234567' });
const hidden = contact({
  id: 5,
  name: '',
  phone: null,
  waId: null,
  username: null,
  bsuid: 'TR.1234567890',
});
const SPACED = '+90 532 123 45 67';
const noop = () => undefined;

describe('somebody without a name', () => {
  it.each([
    [nameless, SPACED],
    [hidden, 'TR.1234567890'],
    [contact({ name: 'Ayşe Kaya' }), 'Ayşe Kaya'],
  ])(
    'is called by the number, else the id, where consent is written down (%#)',
    async (who, name) => {
      const dialog = await renderAdmin(<ConsentDialog contact={who} onClose={noop} />);
      expect((await screen.findByRole('dialog')).textContent).toContain(name);
      dialog.unmount();
      const data = await renderAdmin(
        <DataConsentDialog contact={who} purposes={['profile']} onClose={noop} />
      );
      expect((await screen.findByRole('dialog')).textContent).toContain(name);
      data.unmount();
      await renderAdmin(<RecordOptIn contact={who} category="marketing" onRecorded={noop} />);
      expect(await screen.findByText((text) => text.includes(name))).toBeTruthy();
    }
  );

  it('is offered by the number once, and a name with its number', async () => {
    const { person } = await renderAdmin(<ContactPicker label="Who" onPick={noop} />, {
      routes: {
        'GET /whatsapp/contacts': {
          contacts: [nameless, contact({ id: 9, name: 'Ayşe Kaya' })],
          nextCursor: null,
        },
      },
    });
    await person.click(screen.getByRole('combobox'));
    const options = await screen.findAllByRole('option');
    expect(options.map((one) => one.textContent)).toEqual([SPACED, `Ayşe Kaya · ${SPACED}`]);
  });

  it('is named where an entry is linked with them already', async () => {
    await renderAdmin(
      <LinkRecordDrawer
        contactId={1}
        types={[{ uid: 'api::customer.customer', role: 'Customer' }] as never}
        onClose={noop}
      />,
      {
        routes: {
          'GET /whatsapp/records/entries': {
            entries: [
              {
                documentId: 'a',
                title: 'Order 7',
                detail: '',
                contact: { id: 4, name: '+905321234567' },
              },
            ],
          },
        },
      }
    );
    const entry = await screen.findByTestId('record-entry');
    expect(within(entry).getByText((text) => text.includes(SPACED))).toBeTruthy();
  });

  it.each([SPACED, '+905321234567', '905321234567'])(
    'is erased after the number was typed as %s, not another',
    async (typed) => {
      const { person } = await renderAdmin(
        <ErasePerson person={nameless} onClose={noop} onDone={noop} />,
        {
          routes: {
            'GET /whatsapp/privacy/people/4': {
              ...{ id: 4, name: '+905321234567', messages: 1, tasks: 0 },
              ...{ campaigns: 0, consents: 0, records: 0 },
            },
          },
        }
      );
      const field = await screen.findByTestId('erase-typed');
      const button = await screen.findByTestId('confirm-erase');
      const isOff = () =>
        button.hasAttribute('disabled') || button.getAttribute('aria-disabled') === 'true';
      await person.type(field, '+90 532 123 45 68');
      expect(isOff()).toBe(true);
      await person.clear(field);
      await person.type(field, typed);
      expect(isOff()).toBe(false);
    }
  );
});

describe('a list of people', () => {
  it('names the language in the reader’s words, and a code that has no name as it is', async () => {
    await renderAdmin(
      <PeopleTable
        rows={[contact({ id: 1, language: 'tr' }), contact({ id: 2, language: 'x9' })]}
        columns={['language']}
        now={0}
        sourceWord={(source) => source}
      />
    );
    expect(await screen.findByText(en('consent.language.tr'))).toBeTruthy();
    expect(screen.getByText('x9')).toBeTruthy();
  });
});
