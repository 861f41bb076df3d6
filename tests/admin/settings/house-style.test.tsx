import { screen, waitFor, within } from '@testing-library/react';
import TemplatesSettingsPage from '../../../admin/src/pages/Settings/TemplatesPage';
import { emptyHouseStyle, type HouseStyle } from '../../../server/src/contracts/house-style';
import { refuse, renderAdmin, type Call, type Routes } from '../../support/render-admin';
import { notices } from '../../support/strapi-admin';
import { en, tr } from '../../support/words';
import { violations } from '../axe';

const SAVE = 'PUT /whatsapp/template-style';
const english: HouseStyle = {
  businessName: 'Defne Ev',
  toneNotes: '',
  signOff: true,
  languages: [{ language: 'en', footer: '', buttons: { MARKETING: [], UTILITY: [] } }],
};
const open = (style: HouseStyle = emptyHouseStyle, routes: Routes = {}, locale = 'en') =>
  renderAdmin(<TemplatesSettingsPage />, {
    routes: {
      'GET /whatsapp/template-style': style,
      [SAVE]: ({ body }: Call) => body as object,
      ...routes,
    },
    locale,
  });
const saved = (calls: Call[]) =>
  calls.filter(({ method }) => method === 'PUT').map(({ body }) => body);
const save = () => screen.getByRole('button', { name: en('house-style.save') });
const nameField = () => screen.findByTestId('business-name');
const marketing = () =>
  within(screen.getByRole('group', { name: en('house-style.buttons.MARKETING') }));

beforeEach(() => notices.splice(0));
afterEach(() => jest.restoreAllMocks());

describe('Settings › Templates', () => {
  it('[T-44] keeps name, sign-off and notes on tone', async () => {
    const { calls, person } = await open();
    await nameField();
    const signOff = screen.getByRole('checkbox', { name: en('house-style.business.signOff') });
    expect(signOff).toHaveProperty('disabled', true);
    await person.type(await nameField(), 'Defne Ev');
    await person.click(signOff);
    await person.type(screen.getByLabelText(en('house-style.business.tone')), 'Calm.');
    await person.click(save());
    await waitFor(() =>
      expect(saved(calls)).toEqual([
        { businessName: 'Defne Ev', signOff: true, toneNotes: 'Calm.', languages: [] },
      ])
    );
    await waitFor(() => expect(notices.at(-1)).toMatchObject({ message: en('house-style.saved') }));
  });

  it('[T-44] keeps footer and buttons of a language', async () => {
    const { calls, person } = await open(english);
    await nameField();
    await person.type(screen.getByTestId('languages.0.footer'), 'Defne Ev, Istanbul');
    const add = marketing().getByRole('button', { name: en('templates.editor.button.addOptOut') });
    await person.click(add);
    await person.click(save());
    const leave = { type: 'QUICK_REPLY', text: 'Unsubscribe', optOut: 'marketing' };
    await waitFor(() =>
      expect(saved(calls)).toMatchObject([
        {
          languages: [
            {
              language: 'en',
              footer: 'Defne Ev, Istanbul',
              buttons: { MARKETING: [leave], UTILITY: [] },
            },
          ],
        },
      ])
    );
  });

  it('[T-44] says at the field what WhatsApp would refuse, and saves nothing of it', async () => {
    const { calls, person } = await open(english);
    await nameField();
    const url = en('templates.editor.button.URL');
    await person.click(marketing().getByRole('button', { name: url }));
    await person.type(screen.getByTestId('languages.0.buttons.MARKETING.0.text'), 'Shop');
    await person.type(screen.getByTestId('languages.0.buttons.MARKETING.0.url'), 'acme');
    await person.click(save());
    expect(await screen.findByText(/^Enter a full URL/)).toBeTruthy();
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByTestId('languages.0.buttons.MARKETING.0.url'))
    );
    expect(saved(calls)).toEqual([]);
    const remove = en('house-style.button.remove', { number: 1 });
    await person.click(marketing().getByRole('button', { name: remove }));
    expect(screen.queryByText(/^Enter a full URL/)).toBeNull();
  });

  it('[T-44] keeps what is typed while the answer is on its way', async () => {
    let answer: (style: HouseStyle) => void = () => undefined;
    const { person } = await open(english, {
      [SAVE]: () =>
        new Promise<HouseStyle>((resolve) => {
          answer = resolve;
        }),
    });
    await person.type(await nameField(), ' A');
    await person.click(save());
    await person.type(await nameField(), ' B');
    answer({ ...english, businessName: 'Defne Ev A' });
    await waitFor(() => expect(notices.at(-1)).toMatchObject({ message: en('house-style.saved') }));
    expect(await nameField()).toHaveProperty('value', 'Defne Ev A B');
  });

  it('[T-44] says at the field what the server refuses', async () => {
    const { person } = await open(english, {
      [SAVE]: refuse(422, { kind: 'invalid', field: 'businessName' }, 'Too long a name.'),
    });
    await person.type(await nameField(), '!');
    await person.click(save());
    await waitFor(async () =>
      expect((await nameField()).getAttribute('aria-invalid')).toBe('true')
    );
  });

  it('[T-44] is readable for everybody, in Turkish too, and shows a failure as one', async () => {
    const { unmount } = await open(english, {}, 'tr');
    await screen.findByLabelText(tr('house-style.business.tone'));
    expect(await violations()).toEqual([]);
    unmount();
    await open(english, {
      'GET /whatsapp/template-style': refuse(500, { kind: 'server' }),
    });
    expect(await screen.findByRole('button', { name: en('shell.state.retry') })).toBeTruthy();
  });
});
