import { screen, waitFor, within } from '@testing-library/react';
import OptInPage from '../../../admin/src/pages/Settings/OptInPage';
import { snippetOf, slugOf } from '../../../admin/src/pages/Settings/opt-in/model';
import type {
  CheckOptInBody,
  OptInFormBody,
  OptInFormView,
} from '../../../server/src/contracts/opt-in';
import { violations } from '../axe';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('wide');

const words = {
  title: 'Offers',
  agree: 'I agree to receive offers from Defne Ev over WhatsApp.',
  notice: 'Your number, to write to you.',
  noticeUrl: null,
  thanks: '',
};
const form = (part: Partial<OptInFormView> = {}): OptInFormView => ({
  id: 7,
  name: 'Till – Moda',
  slug: 'till-moda',
  place: 'till',
  category: 'marketing',
  accountId: 1,
  texts: { en: words, tr: null },
  tags: [],
  purposes: [],
  groupIds: [],
  sites: [],
  active: true,
  version: 2,
  business: 'Defne Ev',
  pageUrl: 'https://strapi.example/api/whatsapp/opt-in/till-moda',
  widgetUrl: 'https://strapi.example/api/whatsapp/opt-in/widget.js',
  links: { en: 'https://wa.me/908505550101?text=x', tr: null },
  code: 'K7F3-9QM2',
  problems: [],
  counts: { started: 9, confirmed: 4 },
  createdAt: Date.UTC(2026, 10, 20, 9),
  changedAt: Date.UTC(2026, 10, 20, 9),
  ...part,
});

const choices = {
  numbers: [{ id: 1, name: 'Main', business: 'Defne Ev', phone: '+90 850 555 01 01' }],
  groups: [{ id: 3, name: 'Newsletter' }],
  tags: ['VIP'],
  purposes: ['position'],
};

const open = (routes: Routes = {}, forms = [form()]) =>
  renderAdmin(<OptInPage />, {
    routes: {
      'GET /whatsapp/opt-in-forms': { forms },
      'GET /whatsapp/opt-in-forms/choices': choices,
      'GET /whatsapp/opt-in-forms/7/qr': { svg: '<svg xmlns="x"/>' },
      'POST /whatsapp/opt-in-forms/suggest': { texts: { en: words, tr: words } },
      'POST /whatsapp/opt-in-forms/check': ({ body }) => {
        const { texts } = body as CheckOptInBody;
        const named = texts.en?.agree?.includes('Defne Ev') ?? true;
        return {
          business: 'Defne Ev',
          problems: named ? [] : [{ field: 'texts.en.agree', problem: 'no-business' }],
        };
      },
      'POST /whatsapp/opt-in-forms': ({ body }) =>
        form({ ...(body as OptInFormView), id: 8, active: false }),
      ...routes,
    },
  });

afterEach(() => jest.restoreAllMocks());

describe('the settings of opt-in forms', () => {
  it('[O-16] list each form with its opt-ins, and all sources on the other tab', async () => {
    const { person } = await open({
      'GET /whatsapp/opt-in-sources': () => ({
        sources: [
          {
            source: 'form:till-moda',
            formId: 7,
            formName: 'Till – Moda',
            category: 'marketing',
            people: 4,
            lastAt: Date.UTC(2026, 10, 20, 9),
          },
          {
            source: 'keyword',
            formId: null,
            formName: null,
            category: 'utility',
            people: 1,
            lastAt: Date.UTC(2026, 10, 20, 9),
          },
        ],
      }),
    });
    const row = await screen.findByTestId('opt-in-row');
    expect(row.textContent).toContain('4 opt-ins');
    expect(row.textContent).toContain(en('optIn.started', { count: 9 }));
    await person.click(screen.getByRole('tab', { name: en('optIn.tab.sources') }));
    const rows = await screen.findAllByTestId('opt-in-source-row');
    expect(rows.map((one) => one.textContent)).toEqual([
      expect.stringContaining('4 contacts'),
      expect.stringContaining(en('optIn.source.keyword')),
    ]);
  });

  it('[O-05] tell the owner whose responsibility it is, and [O-03] put the name in, checking while one types', async () => {
    const { calls, person } = await open({}, []);
    await person.click(await screen.findByTestId('new-opt-in'));
    expect(screen.getByTestId('opt-in-law').textContent).toContain('You are responsible');
    await person.click(screen.getByTestId('opt-in-name'));
    await person.paste('Kasa – İstiklal');
    expect(screen.getByTestId('opt-in-slug')).toHaveProperty('value', 'kasa-istiklal');
    await person.click(screen.getByTestId('opt-in-fill'));
    const agree = await screen.findByTestId('opt-in-agree-en');
    expect((agree as HTMLTextAreaElement).value).toContain('Defne Ev');
    await person.clear(agree);
    await person.click(agree);
    await person.paste('Write to me over WhatsApp.');
    expect(
      await screen.findByText(en('optIn.problem.no-business', { business: 'Defne Ev' }))
    ).toBeTruthy();
    expect(
      within(screen.getByTestId('opt-in-preview-en')).getByText('Write to me over WhatsApp.')
    ).toBeTruthy();
    await person.click(screen.getByTestId('save-opt-in'));
    await waitFor(() => {
      const sent = calls.find(
        (call) => call.method === 'POST' && call.path === '/whatsapp/opt-in-forms'
      );
      expect(sent?.body as OptInFormBody).toMatchObject({
        name: 'Kasa – İstiklal',
        slug: 'kasa-istiklal',
        active: false,
        accountId: 1,
      });
    });
  });

  it('[O-02] keep what was typed and say at the field why it cannot be published', async () => {
    const { person } = await open({
      'PUT /whatsapp/opt-in-forms/7': refuse(422, {
        kind: 'wording-no-whatsapp',
        field: 'texts.en.agree',
      }),
    });
    await person.click(
      await screen.findByRole('button', { name: en('optIn.edit', { name: 'Till – Moda' }) })
    );
    const agree = await screen.findByTestId('opt-in-agree-en');
    await person.clear(agree);
    await person.click(agree);
    await person.paste('Defne Ev');
    await person.click(screen.getByTestId('save-opt-in'));
    expect(await screen.findByText(en('error.wording-no-whatsapp'))).toBeTruthy();
    expect(agree).toHaveProperty('value', 'Defne Ev');
    expect(screen.getByTestId('opt-in-slug')).toHaveProperty('disabled', true);
  });

  it('ask before ready-made texts replace those that somebody wrote, and only then', async () => {
    let asked = 0;
    const { person } = await open({
      'POST /whatsapp/opt-in-forms/suggest': () => {
        asked += 1;
        const ready = { ...words, agree: `Ready ${asked}: offers from Defne Ev over WhatsApp.` };
        return { texts: { en: ready, tr: ready } };
      },
    });
    await person.click(
      await screen.findByRole('button', { name: en('optIn.edit', { name: 'Till – Moda' }) })
    );
    const fill = await screen.findByTestId('opt-in-fill');
    const agree = () => screen.getByTestId<HTMLTextAreaElement>('opt-in-agree-en').value;
    await person.click(fill);
    const question = within(await screen.findByRole('alertdialog'));
    expect(question.getByText(en('optIn.fill.body'))).toBeTruthy();
    await person.click(question.getByRole('button', { name: en('shell.dialog.dismiss') }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(agree()).toBe(words.agree);
    await person.click(fill);
    await person.click(await screen.findByTestId('opt-in-fill-confirm'));
    await waitFor(() => expect(agree()).toMatch(/^Ready 2/));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    // What is there now was written by no one.
    await person.click(fill);
    await waitFor(() => expect(agree()).toMatch(/^Ready 3/));
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  it('[O-12] give the page, the link, the picture and the snippet of a form', async () => {
    const { person } = await open();
    await person.click(await screen.findByRole('button', { name: /^Share / }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('https://strapi.example/api/whatsapp/opt-in/till-moda');
    expect(dialog.textContent).toContain('https://wa.me/908505550101');
    expect(dialog.textContent).toContain('data-form="till-moda"');
    const picture = await screen.findByTestId('opt-in-qr');
    expect(picture.getAttribute('src')).toMatch(/^data:image\/svg\+xml/);
    expect(picture.style.width).toBe('3cm');
    expect(await violations()).toEqual([]);
  });

  it('say that a number comes first, where there is none', async () => {
    await open({ 'GET /whatsapp/opt-in-forms/choices': { ...choices, numbers: [] } }, []);
    expect(await screen.findByText(/Connect a number first/)).toBeTruthy();
    expect(screen.getByTestId('new-opt-in')).toHaveProperty('disabled', true);
  });

  it('show what went wrong with a way to try again', async () => {
    await open({ 'GET /whatsapp/opt-in-forms': refuse(500, { kind: 'x' }, 'Out of order') });
    expect(await screen.findByText('Out of order')).toBeTruthy();
    expect(screen.getByRole('button', { name: en('shell.state.retry') })).toBeTruthy();
  });

  it('do not offer to delete a form by which people opted in', async () => {
    await open();
    const button = await screen.findByRole('button', {
      name: en('chatLinks.delete-of', { name: 'Till – Moda' }),
    });
    expect(button.getAttribute('aria-disabled')).toBe('true');
  });

  it('write snippets that cannot be broken out of, and addresses that can be read aloud', () => {
    expect(
      snippetOf({ slug: 'a', place: 'pop-up', widgetUrl: 'https://x.example/"><script>' })
    ).toBe(
      '<script src="https://x.example/&quot;><script>" data-form="a" data-mode="popup" async></script>'
    );
    expect(slugOf('Şişli Çarşı – 2. Kat')).toBe('sisli-carsi-2-kat');
  });
});
