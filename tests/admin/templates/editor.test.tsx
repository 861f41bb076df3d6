import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import TemplateEditPage from '../../../admin/src/pages/Templates/EditPage';
import { emptyDraft, type TemplateDraft } from '../../../server/src/contracts/template-draft';
import { template } from '../../unit/admin/campaigns/builders';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { en, tr } from '../../support/words';

showOn('wide');

const NO_WAY_OUT = 'advice-wayOut.missing';

const draft: TemplateDraft = {
  ...emptyDraft('tr'),
  name: 'order_shipped',
  body: 'Merhaba {{first_name}}, siparişiniz yola çıktı bugün.',
  examples: { 'body.first_name': 'Ayşe' },
};
const view = template({
  status: 'DRAFT',
  name: draft.name,
  sendable: { ok: false, reason: 'not-approved' },
  editsLeft: null,
});

const open = (first: TemplateDraft = draft, more: Routes = {}, one = view) => {
  let savedAt = 1_700_000_000_000;
  return renderAdmin(<TemplateEditPage />, {
    routes: {
      'GET /whatsapp/templates': { templates: [one], lastSync: null },
      'GET /whatsapp/templates/3': one,
      'GET /whatsapp/templates/3/draft': () => ({ draft: first, savedAt, unsupported: [] }),
      'PUT /whatsapp/templates/3/draft': () => {
        savedAt += 1;
        return { ...one, draftSavedAt: savedAt };
      },
      ...more,
    },
    at: '/t/3/edit',
    route: '/t/:id/edit',
  });
};
const puts = (calls: { method: string; body: unknown }[]) =>
  calls.filter((one) => one.method === 'PUT').map((one) => one.body as { draft: TemplateDraft });
type Reply = Extract<TemplateDraft['buttons'][number], { type: 'QUICK_REPLY' }>;
const withReply = (text: string, optOut?: Reply['optOut']): TemplateDraft => ({
  ...draft,
  category: 'MARKETING',
  buttons: [{ type: 'QUICK_REPLY', text, ...(optOut === undefined ? {} : { optOut }) }],
});
/** What a tap on the only quick reply ends. */
const mark = () => screen.findByRole('combobox', { name: en('templates.editor.button.optOut') });
const choose = async (person: UserEvent, name: string): Promise<void> => {
  await person.click(await mark());
  await person.click(await screen.findByRole('option', { name }));
};
const preview = () => within(screen.getByTestId('draft-preview'));

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the editor of a template', () => {
  it('[T-12] shows the message as the customer will see it, while one types', async () => {
    const { person } = await open();
    await screen.findByText('Merhaba Ayşe, siparişiniz yola çıktı bugün.');
    const example = screen.getByRole('textbox', { name: /\{\{first_name\}\}/ });
    await person.clear(example);
    await person.type(example, 'Can');
    expect(preview().getByText(/Merhaba Can/)).toBeTruthy();
    await person.type(
      screen.getByRole('textbox', { name: en('templates.editor.footerLabel') }),
      'Mağaza'
    );
    expect(preview().getByText('Mağaza')).toBeTruthy();
  });

  it('keeps what is typed, each time based on what was kept before', async () => {
    const { calls, person } = await open();
    const footer = await screen.findByRole('textbox', { name: en('templates.editor.footerLabel') });
    await person.type(footer, 'A');
    await waitFor(() => expect(puts(calls)).toHaveLength(1), { timeout: 20_000 });
    expect(puts(calls)[0]).toMatchObject({ draft: { footer: 'A' }, basedOn: 1_700_000_000_000 });
    await person.type(footer, 'B');
    await waitFor(() => expect(puts(calls)).toHaveLength(2), { timeout: 20_000 });
    expect(puts(calls)[1]).toMatchObject({ draft: { footer: 'AB' }, basedOn: 1_700_000_000_001 });
    expect(screen.getByText(/Draft saved/)).toBeTruthy();
  });

  it('says when a draft could not be kept, and keeps the words', async () => {
    const { person } = await open(draft, {
      'PUT /whatsapp/templates/3/draft': refuse(409, { kind: 'draft-changed' }),
    });
    await person.type(
      await screen.findByRole('textbox', { name: en('templates.editor.footerLabel') }),
      'A'
    );
    expect(
      await screen.findByText(
        /Not saved: This draft was changed in another tab/,
        {},
        { timeout: 20_000 }
      )
    ).toBeTruthy();
    expect(
      screen.getByRole('textbox', { name: en('templates.editor.footerLabel') })
    ).toHaveProperty('value', 'A');
  });

  it.each([
    ['https://www.example.com/orders', true],
    ['https://shop.example/orders', false],
  ])('[T-45] the dialog of Submit says that %s is an example: %s', async (url, isExample) => {
    const button = { type: 'URL' as const, text: 'Takip et', url, example: '' };
    const { person } = await open({ ...draft, buttons: [button] });
    await person.click(await screen.findByTestId('submit-template'));
    await screen.findByTestId('submit-confirm');
    expect(screen.queryAllByTestId('submit-example')).toHaveLength(isExample ? 1 : 0);
  });

  it('[T-02] [T-08] [T-10] says at each field what Meta would refuse, and does not submit', async () => {
    const { calls, person } = await open({
      ...draft,
      name: 'Order',
      footer: 'x'.repeat(61),
      buttons: [{ type: 'URL', text: 'Takip', url: 'https://a.example/{{1}}', example: '' }],
    });
    await person.click(await screen.findByTestId('submit-template'));
    expect(screen.getByText(/Use only lowercase letters/)).toBeTruthy();
    expect(screen.getByText(/61 characters\. Shorten the text to 60/)).toBeTruthy();
    expect(screen.getByText(/Enter an example of the full URL/)).toBeTruthy();
    expect(screen.getByText(en('templates.submit.problems', { count: 3 }))).toBeTruthy();
    expect(screen.queryByTestId('submit-confirm')).toBeNull();
    expect(calls.some((one) => one.method === 'POST')).toBe(false);
  });

  it('[T-11] says before the review what cannot be changed after it, and puts Meta’s refusal at its field', async () => {
    const meta = { title: 'Already exists', details: 'Choose another name or language.' };
    const { person } = await open(draft, {
      'POST /whatsapp/templates/3/submit': refuse(422, {
        kind: 'template-refused',
        field: 'name',
        code: 'name.taken',
        meta,
      }),
    });
    await person.click(await screen.findByTestId('submit-template'));
    expect(await screen.findByText(/cannot be changed later/)).toBeTruthy();
    await person.click(screen.getByTestId('submit-confirm'));
    const said = await screen.findByText(/Already exists/);
    expect(said.textContent).toContain('Already exists: Choose another name or language.');
    expect(said.textContent).toContain('A template with this name already exists');
    expect(
      screen
        .getByRole('textbox', { name: en('templates.column.name') })
        .getAttribute('aria-invalid')
    ).toBe('true');
    // The mark goes as soon as the field is changed.
    await person.type(screen.getByRole('textbox', { name: en('templates.column.name') }), '_2');
    expect(screen.queryByText(/Already exists/)).toBeNull();
  });

  it('[T-11] shows on top what belongs to no field', async () => {
    const { person } = await open(draft, {
      'POST /whatsapp/templates/3/submit': refuse(503, { kind: 'template-unanswered' }),
    });
    await person.click(await screen.findByTestId('submit-template'));
    await person.click(await screen.findByTestId('submit-confirm'));
    expect(await screen.findByText(/WhatsApp did not answer/)).toBeTruthy();
  });

  it('[T-11] opens the template that the draft became, also an older one of its name', async () => {
    const { person, router } = await open(draft, {
      'POST /whatsapp/templates/3/submit': { ...view, id: 9, status: 'PENDING' },
    });
    await person.click(await screen.findByTestId('submit-template'));
    await person.click(await screen.findByTestId('submit-confirm'));
    await waitFor(() => expect(router.state.location.pathname).toMatch(/templates\/9$/));
  });

  it('[T-06] [T-07] writes the next variable where the cursor stands', async () => {
    const { person } = await open({ ...draft, body: 'Merhaba , hoş geldiniz', examples: {} });
    const text = await screen.findByRole<HTMLTextAreaElement>('textbox', {
      name: en('templates.editor.bodyLabel'),
    });
    text.setSelectionRange(8, 8);
    await person.click(screen.getByTestId('add-variable'));
    expect(text.value).toBe('Merhaba {{first_name}}, hoş geldiniz');
    expect(screen.getByRole('textbox', { name: /\{\{first_name\}\}/ })).toBeTruthy();
  });

  it('[T-05] offers each kind of header and asks for a file where one is needed', async () => {
    const { person } = await open();
    for (const kind of ['Text', 'Image', 'Video', 'Document', 'Location', 'None'])
      expect(await screen.findByRole('button', { name: kind })).toBeTruthy();
    await person.click(
      screen.getByRole('button', { name: en('templates.editor.header.document') })
    );
    expect(screen.getByText(/^PDF, up to 100 MB/)).toBeTruthy();
    expect(document.body.textContent).not.toContain('application/');
    await person.click(screen.getByTestId('submit-template'));
    expect(screen.getByText(/Choose an example file/)).toBeTruthy();
  });

  it('[T-09] adds buttons up to WhatsApp’s number of each kind', async () => {
    const { person } = await open();
    await person.click(
      await screen.findByRole('button', { name: en('templates.editor.button.PHONE_NUMBER') })
    );
    expect(
      screen.getByRole('button', { name: en('templates.editor.button.PHONE_NUMBER') })
    ).toHaveProperty('disabled', true);
    await person.click(
      screen.getByRole('button', { name: en('templates.editor.button.QUICK_REPLY') })
    );
    expect(screen.getByRole('group', { name: '2. Quick reply' })).toBeTruthy();
    await person.click(
      screen.getByRole('button', { name: en('templates.editor.button.remove', { number: 1 }) })
    );
    expect(screen.getByRole('group', { name: '1. Quick reply' })).toBeTruthy();
  });

  it('[T-03] asks for nothing but a code’s own settings for Authentication', async () => {
    const { person } = await open();
    await person.click(
      await screen.findByRole('radio', { name: en('templates.category.AUTHENTICATION') })
    );
    expect(screen.queryByRole('textbox', { name: en('templates.editor.bodyLabel') })).toBeNull();
    expect(screen.getByText(/WhatsApp writes the text in the chosen language/)).toBeTruthy();
    // In the language of the template, with the warning and the expiry that WhatsApp adds.
    expect(preview().getByText(/Güvenliğiniz için bu kodu kimseyle paylaşmayın/)).toBeTruthy();
    expect(preview().getByText('Bu kodun süresi 10 dakika içinde dolar.')).toBeTruthy();
    expect(preview().getByText(tr('shell.message.copy-code'))).toBeTruthy();
  });

  it('[T-12] shows two of more than three buttons, and the others behind "See all options"', async () => {
    const buttons = ['Bir', 'İki', 'Üç', 'Dört'].map((text) => ({
      type: 'QUICK_REPLY' as const,
      text,
    }));
    const { person } = await open({ ...draft, buttons });
    await screen.findByTestId('draft-preview');
    const shown = () =>
      within(preview().getByRole('list', { name: en('templates.editor.buttons') }))
        .getAllByRole('listitem')
        .map((one) => one.textContent);
    expect(shown()).toEqual(['Bir', 'İki', en('shell.message.all-buttons')]);
    await person.click(preview().getByRole('button', { name: en('shell.message.all-buttons') }));
    expect(shown()).toEqual(['Bir', 'İki', 'Üç', 'Dört', en('shell.message.fewer-buttons')]);
  });

  it('[T-09] refuses a number without country code at its field', async () => {
    const { person } = await open();
    await person.click(
      await screen.findByRole('button', { name: en('templates.editor.button.PHONE_NUMBER') })
    );
    const phone = screen.getByRole('textbox', { name: /Phone number with country code/ });
    await person.type(phone, '0532 111 00 01');
    await person.tab();
    expect(screen.getByText(/^Enter the number with \+ and country code/)).toBeTruthy();
    await person.clear(phone);
    await person.type(phone, '+90 532 111 00 01');
    expect(screen.queryByText(/^Enter the number with \+ and country code/)).toBeNull();
  });

  it('[T-05] says which picture an edit keeps, and where there is none to keep', async () => {
    const file = { id: 7, name: 'bahar.jpg', mime: 'image/jpeg', sizeBytes: 9, url: '/bahar.jpg' };
    const one = template({ status: 'APPROVED', category: 'UTILITY', name: draft.name });
    const kept = await open({ ...draft, header: { kind: 'image', file } }, {}, one);
    expect((await screen.findByTestId('kept-file')).textContent).toBe(
      en('templates.editor.header.fileKept', { name: 'bahar.jpg' })
    );
    kept.unmount();
    await open({ ...draft, header: { kind: 'image', file: null } }, {}, one);
    expect((await screen.findByTestId('kept-file')).textContent).toMatch(/Choose the file again/);
  });

  it('[T-03] [T-04] leaves name, language and category of an approved template as they are', async () => {
    const one = template({ status: 'APPROVED', category: 'UTILITY', name: draft.name });
    await open(draft, {}, one);
    expect(
      await screen.findByText(/WhatsApp has this template, so its name and language/)
    ).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: en('templates.column.name') })).toBeNull();
    expect(screen.getByRole('radio', { name: en('templates.category.MARKETING') })).toHaveProperty(
      'disabled',
      true
    );
  });

  it('says in Turkish what is wrong', async () => {
    const { person } = await renderAdmin(<TemplateEditPage />, {
      routes: {
        'GET /whatsapp/templates': { templates: [view], lastSync: null },
        'GET /whatsapp/templates/3': view,
        'GET /whatsapp/templates/3/draft': () => ({
          draft: { ...draft, body: '' },
          savedAt: null,
          unsupported: [],
        }),
      },
      at: '/t/3/edit',
      route: '/t/:id/edit',
      locale: 'tr',
    });
    await person.click(await screen.findByTestId('submit-template'));
    expect(screen.getByText('Bir metin girin.')).toBeTruthy();
    expect(screen.getByPlaceholderText('siparis_yola_cikti')).toBeTruthy();
  });

  it('leaves a template with parts that it does not know alone', async () => {
    await open(draft, {
      'GET /whatsapp/templates/3/draft': () => ({
        draft,
        savedAt: null,
        unsupported: ['CAROUSEL'],
      }),
    });
    expect(await screen.findByText(en('templates.editor.unsupported'))).toBeTruthy();
    expect(screen.queryByTestId('submit-template')).toBeNull();
  });

  it('[T-43] [O-18] [O-26] warns when marketing says no way out, and adds a button for it with one press', async () => {
    const { calls, person } = await open({ ...draft, category: 'MARKETING' });
    expect(await screen.findByTestId(NO_WAY_OUT)).toBeTruthy();
    await person.click(screen.getByTestId('add-way-out'));
    expect(screen.queryByTestId(NO_WAY_OUT)).toBeNull();
    expect(screen.queryByTestId('add-way-out')).toBeNull();
    const buttons = [{ type: 'QUICK_REPLY', text: 'Abonelikten çık', optOut: 'marketing' }];
    await waitFor(() => expect(puts(calls).at(-1)).toMatchObject({ draft: { buttons } }), {
      timeout: 20_000,
    });
    // What it says now is not one of the words that always work: without the mark it is a reply like any other.
    await person.clear(screen.getByRole('textbox', { name: /Button text/ }));
    await person.type(screen.getByRole('textbox', { name: /Button text/ }), 'Tamam');
    expect(screen.queryByTestId(NO_WAY_OUT)).toBeNull();
    await choose(person, en('templates.editor.button.optOut.none'));
    expect(screen.getByTestId(NO_WAY_OUT)).toBeTruthy();
  });

  it.each([
    ['templates.unmarkedWayOut.mark', 'marketing'],
    ['templates.submit.wayOut.without', false],
  ] as const)(
    '[O-18] asks before the review about a button that looks like the way out: %s',
    async (answer, optOut) => {
      const { calls, person } = await open(withReply('Dur'), {
        'POST /whatsapp/templates/3/submit': { ...view, status: 'PENDING' },
      });
      await person.click(await screen.findByTestId('submit-template'));
      const question = await screen.findByRole('alertdialog', {
        name: en('templates.submit.wayOut', { names: '“Dur”', count: 1 }),
      });
      expect(screen.queryByTestId('submit-confirm')).toBeNull();
      await person.click(within(question).getByRole('button', { name: en(answer) }));
      await person.click(await screen.findByTestId('submit-confirm'));
      await waitFor(() => expect(calls.some(({ method }) => method === 'POST')).toBe(true));
      expect(puts(calls).at(-1)).toMatchObject({ draft: withReply('Dur', optOut) });
    }
  );

  it('[O-18] warns of a button that looks like the way out, and marks it with one press', async () => {
    const { calls, person } = await open(withReply('Dur'));
    expect(await screen.findByTestId('unmarked-way-out')).toBeTruthy();
    expect(screen.queryByTestId(NO_WAY_OUT)).toBeNull();
    await person.click(screen.getByRole('button', { name: en('templates.unmarkedWayOut.mark') }));
    expect(screen.queryByTestId('unmarked-way-out')).toBeNull();
    await waitFor(
      () => expect(puts(calls).at(-1)).toMatchObject({ draft: withReply('Dur', 'marketing') }),
      { timeout: 20_000 }
    );
  });

  it('[O-18] lets one choose what a tap on a quick reply ends', async () => {
    const { calls, person } = await open(withReply('Yeter artık', 'marketing'));
    expect((await mark()).textContent).toBe(en('templates.editor.button.optOut.marketing'));
    expect(screen.getByText(en('templates.editor.button.optOut.hint'))).toBeTruthy();
    await choose(person, en('templates.editor.button.optOut.all'));
    await waitFor(
      () => expect(puts(calls).at(-1)).toMatchObject({ draft: withReply('Yeter artık', 'all') }),
      { timeout: 20_000 }
    );
    await choose(person, en('templates.editor.button.optOut.none'));
    expect(screen.queryByText(en('templates.editor.button.optOut.hint'))).toBeNull();
    await waitFor(
      () => expect(puts(calls).at(-1)).toMatchObject({ draft: withReply('Yeter artık', false) }),
      { timeout: 20_000 }
    );
  });

  it('[O-18] a text like STOP ends marketing and cannot end nothing', async () => {
    const { person } = await open(withReply('Stop'));
    expect((await mark()).textContent).toBe(en('templates.editor.button.optOut.marketing'));
    expect(
      screen.getByText(en('templates.editor.button.optOut.word', { text: 'Stop' }))
    ).toBeTruthy();
    await person.click(await mark());
    const nothing = await screen.findByRole('option', {
      name: en('templates.editor.button.optOut.none'),
    });
    expect(nothing.getAttribute('aria-disabled')).toBe('true');
    await person.click(screen.getByRole('option', { name: /^All messages/ }));
    expect((await mark()).textContent).toMatch(/^All messages/);
  });

  it('[O-18] asks of utility templates only where a tap ends something', async () => {
    const { person } = await open({ ...withReply('Stop'), category: 'UTILITY' });
    await mark();
    await person.type(screen.getByRole('textbox', { name: /Button text/ }), ' by tomorrow');
    expect(
      screen.queryByRole('combobox', { name: en('templates.editor.button.optOut') })
    ).toBeNull();
  });

  it('[O-26] asks no way out of an order’s news', async () => {
    await open();
    await screen.findByText('Merhaba Ayşe, siparişiniz yola çıktı bugün.');
    expect(screen.queryByTestId(NO_WAY_OUT)).toBeNull();
    expect(screen.queryByTestId('add-way-out')).toBeNull();
  });
});
