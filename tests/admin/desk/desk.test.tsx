import { act, screen, waitFor } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import DeskPage from '../../../admin/src/pages/Desk/DeskPage';
import type { DeskTimer } from '../../../admin/src/pages/Desk/useDesk';
import type { DeskOptInBody, DeskResult } from '../../../server/src/contracts/opt-in';
import { deskWords } from '../../../server/src/opt-in/domain/desk-words';
import { violations } from '../axe';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { en } from '../../support/words';

showOn('wide');

const texts = (agree: string) => ({
  title: '',
  agree,
  notice: 'Your number, to write to you.',
  noticeUrl: null,
  thanks: '',
});
const words = (language: 'en' | 'tr') => ({
  ...deskWords[language],
  thanksHint: deskWords[language].thanksHint('{business}'),
});
const AGREE = 'I agree to receive offers from Defne Ev over WhatsApp.';
const result: DeskResult = {
  forms: [
    {
      id: 7,
      name: 'Counter',
      business: 'Defne Ev',
      country: 'TR',
      version: 3,
      category: 'marketing',
      texts: { en: texts(AGREE), tr: texts('Defne Ev fırsatlarını WhatsApp’tan almak istiyorum.') },
    },
  ],
  words: { en: words('en'), tr: words('tr') },
  countries: { en: [['TR', 'Türkiye', '90']], tr: [['TR', 'Türkiye', '90']] },
};

/** Time that passes when the test says so. */
const handTimer = () => {
  let due: (() => void) | null = null;
  const timer: DeskTimer = {
    later: (call) => {
      due = call;
      return () => {
        due = null;
      };
    },
  };
  return { timer, pass: () => act(() => due?.()) };
};

const open = async (
  routes: Routes = {},
  { path = '/desk/7', locale = 'en' as 'en' | 'tr' } = {}
) => {
  const { timer, pass } = handTimer();
  const route = path === '/desk' ? '/desk' : '/desk/:id';
  const { calls, router, person } = await renderAdmin(<DeskPage timer={timer} />, {
    routes: {
      'GET /whatsapp/opt-in-desk': result,
      'GET /whatsapp/opt-in-desk/7/qr': { svg: '<svg xmlns="x"/>' },
      'POST /whatsapp/opt-in-desk/7/opt-ins': { ok: true },
      ...routes,
    },
    at: path,
    route,
    locale,
  });
  const posts = () => calls.filter(({ method }) => method === 'POST').map(({ body }) => body);
  return { posts: posts as () => DeskOptInBody[], pass, router, person };
};

const fill = async (person: UserEvent) => {
  await person.type(await screen.findByTestId('desk-number'), '532 123 45 67');
  await person.type(screen.getByTestId('desk-name'), 'Ayşe');
  await person.click(screen.getByTestId('desk-agree'));
};

afterEach(() => jest.restoreAllMocks());

describe('the opt-in desk', () => {
  it('[O-15] shows the wording beside an empty box, records who agrees, thanks and comes back empty by itself', async () => {
    const { person, posts, pass } = await open();
    expect(await screen.findByText(AGREE)).toBeTruthy();
    expect(screen.getByRole('checkbox').getAttribute('aria-checked')).toBe('false');
    expect(await screen.findByTestId('desk-qr')).toBeTruthy();
    await fill(person);
    await person.click(screen.getByTestId('desk-press'));
    expect(await screen.findByText('Thank you!')).toBeTruthy();
    expect(posts()).toEqual([
      {
        number: '532 123 45 67',
        country: 'TR',
        name: 'Ayşe',
        language: 'en',
        version: 3,
        agree: true,
        requestKey: posts()[0]?.requestKey,
      },
    ]);
    pass();
    expect(screen.getByTestId<HTMLInputElement>('desk-number').value).toBe('');
    expect(screen.getByTestId<HTMLInputElement>('desk-name').value).toBe('');
    expect(screen.getByRole('checkbox').getAttribute('aria-checked')).toBe('false');
  });

  it('[O-15] the next customer is another one: also by the button', async () => {
    const { person, posts } = await open();
    await fill(person);
    await person.click(screen.getByTestId('desk-press'));
    await person.click(await screen.findByTestId('desk-next'));
    await fill(person);
    await person.click(screen.getByTestId('desk-press'));
    await screen.findByText('Thank you!');
    const [one, two] = posts();
    expect(one?.requestKey).not.toBe(two?.requestKey);
  });

  it('[O-15] a request that fails keeps what was typed, says so, and is the same one when pressed again', async () => {
    let tries = 0;
    const { person, posts } = await open({
      'POST /whatsapp/opt-in-desk/7/opt-ins': () => {
        tries += 1;
        if (tries === 1) throw new TypeError('Failed to fetch');
        return { ok: true };
      },
    });
    await fill(person);
    jest.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    await person.click(screen.getByTestId('desk-press'));
    expect(await screen.findByText(deskWords.en.offline)).toBeTruthy();
    expect(screen.getByTestId<HTMLInputElement>('desk-number').value).toBe('532 123 45 67');
    await person.click(screen.getByTestId('desk-press'));
    await screen.findByText('Thank you!');
    const [one, two] = posts();
    expect(one?.requestKey).toBe(two?.requestKey);
  });

  it('[O-15] asks for the number and the tick, in the customer’s language', async () => {
    const { person, posts } = await open({
      'POST /whatsapp/opt-in-desk/7/opt-ins': refuse(422, {
        kind: 'invalid',
        field: 'number',
        remedy: 'Yalnızca bir telefon numarası yazın.',
      }),
    });
    await person.click(await screen.findByTestId('desk-tr'));
    expect(screen.getByTestId('desk').getAttribute('lang')).toBe('tr');
    await person.click(screen.getByTestId('desk-press'));
    expect(screen.getByText(deskWords.tr.wrong.agree)).toBeTruthy();
    expect(screen.getByText(deskWords.tr.wrong.number)).toBeTruthy();
    expect(posts()).toHaveLength(0);
    await fill(person);
    await person.click(screen.getByTestId('desk-press'));
    await waitFor(() => expect(posts()).toHaveLength(1));
    // What the server says of this number, in the language of the customer, instead of the sentence for all.
    expect(await screen.findByText('Yalnızca bir telefon numarası yazın.')).toBeTruthy();
    expect(posts()[0]).toMatchObject({ language: 'tr' });
  });

  it('[O-15] staff choose the form; behind the counter nothing of the admin can be reached', async () => {
    const chosen = await open({}, { path: '/desk' });
    await chosen.person.click(await screen.findByTestId('desk-form'));
    expect(chosen.router.state.location.pathname).toBe('/plugins/whatsapp/desk/7');
  });

  it('[O-15] makes everything behind it inert until it is left', async () => {
    const { person, router } = await open();
    const desk = await screen.findByTestId('desk');
    const place = desk.parentElement;
    const behind = [...document.body.children].filter((one) => one !== place) as HTMLElement[];
    expect(behind.some((one) => one.inert)).toBe(true);
    await person.click(screen.getByTestId('desk-leave'));
    expect(router.state.location.pathname).toBe('/plugins/whatsapp/desk');
    expect(behind.every((one) => !one.inert)).toBe(true);
  });

  it('says that nothing is published, and that a form is gone', async () => {
    await open({ 'GET /whatsapp/opt-in-desk': { ...result, forms: [] } });
    expect(await screen.findByText(en('desk.gone'))).toBeTruthy();
  });

  it.each(['en', 'tr'] as const)('[O-15] has no axe violations in %s', async (locale) => {
    await open({}, { locale });
    await screen.findByTestId('desk-qr');
    expect(await violations()).toEqual([]);
  });
});
