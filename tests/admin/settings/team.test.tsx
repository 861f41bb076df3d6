import { screen, waitFor, within } from '@testing-library/react';
import TeamPage from '../../../admin/src/pages/Settings/TeamPage';
import TestersPage from '../../../admin/src/pages/Settings/TestersPage';
import type { DeskView, TeamSettings } from '../../../server/src/contracts/team';
import type { TesterCode, TesterView } from '../../../server/src/contracts/testers';
import { refuse, renderAdmin, type Call, type Routes } from '../../support/render-admin';
import { violations } from '../axe';
import { en } from '../../support/words';

const can = { id: 1, name: 'Can' };
const deniz = { id: 2, name: 'Deniz Ak' };
const deskOf = (part: Partial<DeskView> = {}): DeskView => ({
  accountId: 4,
  accountName: 'Shop',
  teamId: null,
  whenReopened: 'keep',
  hours: null,
  away: null,
  greeting: null,
  isOpen: null,
  ...part,
});
const settingsOf = (part: Partial<TeamSettings> = {}): TeamSettings => ({
  teams: [
    {
      id: 5,
      name: 'Destek',
      members: [can],
      method: 'round-robin',
      who: 'on-duty',
      maxLoad: null,
      fallback: null,
      waiting: 2,
    },
  ],
  desks: [deskOf()],
  people: [
    { ...can, onDuty: true, isOnline: true, load: 3 },
    { ...deniz, onDuty: false, isOnline: false, load: 0 },
  ],
  ...part,
});
const DESK = 'PUT /whatsapp/team/desks/4';
const FIELD = 'hours.week.0.0.to';
/** As the server refuses a day that ends before it begins. */
const LATE = refuse(400, {
  kind: 'invalid-input',
  field: FIELD,
  words: {
    en: {
      text: `“${FIELD}” is not valid.`,
      advice: 'The end must be later than the beginning.',
    },
    tr: { text: `“${FIELD}” geçerli değil.`, advice: 'Bitiş, başlangıçtan sonra olmalı.' },
  },
});
const open = (routes: Routes = {}) =>
  renderAdmin(<TeamPage />, {
    routes: {
      'GET /whatsapp/team/settings': settingsOf(),
      [DESK]: (call: Call) => settingsOf({ desks: [deskOf(call.body as Partial<DeskView>)] }),
      ...routes,
    },
  });
const made = (calls: Call[], route: string) =>
  calls.filter(({ method, path }) => `${method} ${path}` === route);

afterEach(() => jest.restoreAllMocks());

describe('the settings of the team', () => {
  it('[C-23] make a team with a rule and its members in the order of their turns', async () => {
    const { person, calls } = await open({ 'POST /whatsapp/team/teams': settingsOf() });
    await person.click(await screen.findByTestId('new-team'));
    const save = await screen.findByTestId('save-team');
    expect(save.hasAttribute('disabled')).toBe(true);
    const dialog = within(screen.getByRole('dialog'));
    await person.type(dialog.getByRole('textbox', { name: /Name/ }), 'Satış');
    await person.click(dialog.getByRole('checkbox', { name: 'Can' }));
    await person.click(dialog.getByRole('checkbox', { name: 'Deniz Ak' }));
    await person.click(
      dialog.getByRole('button', { name: en('team.members.earlier', { name: 'Deniz Ak' }) })
    );
    await person.click(save);
    await waitFor(() =>
      expect(made(calls, 'POST /whatsapp/team/teams')[0]?.body).toEqual({
        name: 'Satış',
        memberIds: [2, 1],
        method: 'round-robin',
        who: 'on-duty',
        maxLoad: null,
        fallbackId: null,
      })
    );
  });

  it('[B-19] set hours and an away message, and say at the field what the server refuses', async () => {
    const { person, calls } = await open({
      [DESK]: ({ body }: Call) =>
        (body as DeskView).hours?.week[0]?.[0]?.from === '19:00'
          ? LATE
          : settingsOf({ desks: [deskOf(body as Partial<DeskView>)] }),
    });
    const desk = within(await screen.findByTestId('desk-4'));
    const away = () => desk.getByRole('checkbox', { name: /Away message/ });
    expect(away().hasAttribute('disabled')).toBe(true);
    await person.click(desk.getByRole('checkbox', { name: en('team.hours.on') }));
    const from = desk.getByRole('textbox', {
      name: en('team.hours.from', { of: 'Monday', number: '1' }),
    });
    await person.clear(from);
    await person.type(from, '19:00');
    await person.click(screen.getByTestId('save-desk-4'));
    expect((await desk.findByRole('alert')).textContent).toBe(
      'The end must be later than the beginning.'
    );
    await person.clear(from);
    await person.type(from, '10 am');
    await person.click(
      desk.getByRole('button', { name: en('team.hours.remove', { of: 'Friday', number: '1' }) })
    );
    await person.click(away());
    await person.type(
      desk.getByRole('textbox', { name: en('team.answer.language.tr') }),
      'Kapalıyız'
    );
    await person.type(desk.getByRole('textbox', { name: en('team.answer.language.en') }), 'Closed');
    await person.click(screen.getByTestId('save-desk-4'));
    await waitFor(() => expect(made(calls, DESK)).toHaveLength(2));
    const body = made(calls, DESK)[1]?.body as DeskView;
    expect(body.hours?.week.map((day) => day.length)).toEqual([1, 1, 1, 1, 0, 0, 0]);
    expect(body.hours?.week[0]).toEqual([{ from: '10:00', to: '18:00' }]);
    expect(body.away).toEqual({ texts: { tr: 'Kapalıyız', en: 'Closed' }, withBots: false });
  }, 60_000);

  it('[B-19] show the time zone of the hours, and find another one by its city', async () => {
    const week = Array.from({ length: 7 }, () => []);
    const hours = { zone: 'Europe/Istanbul', week, holidays: [] };
    const { person, calls } = await open({
      'GET /whatsapp/team/settings': settingsOf({ desks: [deskOf({ hours })] }),
    });
    const zone = await screen.findByRole('combobox', { name: en('team.hours.zone') });
    expect(zone).toHaveProperty('value', 'Europe/Istanbul');
    await person.clear(zone);
    await person.type(zone, 'toronto');
    await person.click(await screen.findByRole('option', { name: 'America/Toronto' }));
    await waitFor(() => expect(zone).toHaveProperty('value', 'America/Toronto'));
    await person.click(screen.getByTestId('save-desk-4'));
    await waitFor(() =>
      expect(made(calls, DESK)[0]?.body).toMatchObject({ hours: { zone: 'America/Toronto' } })
    );
    expect(zone).toHaveProperty('value', 'America/Toronto');
  }, 60_000);

  it('[B-19] take an away message in one language, and name no path of the request where it is refused', async () => {
    const week = Array.from({ length: 7 }, () => []);
    const hours = { zone: 'Europe/Istanbul', week, holidays: [] };
    const { person, calls } = await open({
      'GET /whatsapp/team/settings': settingsOf({ desks: [deskOf({ hours })] }),
      [DESK]: refuse(
        400,
        { kind: 'invalid', field: 'away.texts.en', remedy: 'Use a known variable.' },
        'away.texts.en: {{who}} is not known'
      ),
    });
    const desk = within(await screen.findByTestId('desk-4'));
    await person.click(desk.getByRole('checkbox', { name: /Away message/ }));
    const text = desk.getByRole('textbox', { name: en('team.answer.language.en') });
    await person.click(text);
    await person.paste('Closed, {{who}}');
    await person.click(screen.getByTestId('save-desk-4'));
    await waitFor(() => expect(text.getAttribute('aria-invalid')).toBe('true'));
    expect(desk.getByText('{{who}} is not known. Use a known variable.')).toBeTruthy();
    expect(made(calls, DESK)[0]?.body).toMatchObject({
      away: { texts: { tr: '', en: 'Closed, {{who}}' } },
    });
  }, 60_000);

  it('show who is there and switch somebody who forgot it', async () => {
    const { person, calls } = await open({ 'PUT /whatsapp/team/people/1/duty': settingsOf() });
    await person.click(
      await screen.findByRole('button', { name: en('team.people.duty-of', { name: 'Can' }) })
    );
    await waitFor(() =>
      expect(made(calls, 'PUT /whatsapp/team/people/1/duty')[0]?.body).toEqual({ onDuty: false })
    );
    expect(await violations()).toEqual([]);
  });

  it('say what a deleted team leaves behind', async () => {
    const { person, calls } = await open({ 'DELETE /whatsapp/team/teams/5': settingsOf() });
    await person.click(
      await screen.findByRole('button', { name: en('team.delete', { name: 'Destek' }) })
    );
    expect(
      await screen.findByText(/2 conversations waiting for this team stay unassigned/)
    ).toBeTruthy();
    await person.click(screen.getByTestId('delete-team'));
    await waitFor(() => expect(made(calls, 'DELETE /whatsapp/team/teams/5')).toHaveLength(1));
  });
});

describe('the page of testers', () => {
  const testerOf = (part: Partial<TesterView> = {}): TesterView => ({
    id: 7,
    name: 'Ada',
    phone: '+905321112233',
    isMe: true,
    state: 'waiting',
    codeUntil: 1_800_000_000_000,
    confirmedAt: null,
    ...part,
  });
  const code: TesterCode = {
    tester: testerOf(),
    code: 'K7F3-9Q2M',
    until: 1_800_000_000_000,
    numbers: [
      {
        id: 1,
        name: 'Shop',
        phone: '+908505550101',
        link: 'https://wa.me/908505550101?text=K7F3-9Q2M',
        isSimulator: false,
      },
    ],
  };
  const LIST = 'GET /whatsapp/testers';
  const openTesters = (routes: Routes = {}) =>
    renderAdmin(<TestersPage />, {
      locale: 'en',
      routes: { [LIST]: { testers: [testerOf()] }, ...routes },
    });

  it('says what testers are for while there is none, and what failed instead of an empty list', async () => {
    const empty = await openTesters({ [LIST]: { testers: [] } });
    expect(await screen.findByText(/No test recipients yet/)).toBeTruthy();
    empty.unmount();
    await openTesters({ [LIST]: refuse(500, { kind: 'server' }) });
    expect(await screen.findByRole('button', { name: en('shell.state.retry') })).toBeTruthy();
  });

  it('adds oneself, says at the field what is wrong, and shows the code with a link and a QR code until it came', async () => {
    let isRefused = true;
    let testers: TesterView[] = [];
    const { calls, person } = await openTesters({
      [LIST]: () => ({ testers }),
      'POST /whatsapp/testers': () => {
        if (isRefused) return refuse(409, { kind: 'tester-exists', field: 'phone' });
        testers = [testerOf()];
        return code;
      },
    });
    await person.click(await screen.findByTestId('new-tester'));
    await person.click(await screen.findByTestId('tester-save'));
    expect(await screen.findByText(en('testers.problem.name'))).toBeTruthy();
    await person.type(screen.getByTestId('tester-name'), 'Ada');
    await person.type(screen.getByTestId('tester-phone'), '+90 532 111 22 33');
    await person.click(screen.getByRole('checkbox', { name: en('testers.field.me') }));
    await person.click(screen.getByTestId('tester-save'));
    expect(await screen.findByText(en('error.tester-exists'))).toBeTruthy();
    isRefused = false;
    await person.click(screen.getByTestId('tester-save'));
    expect(await screen.findByText('K7F3-9Q2M')).toBeTruthy();
    expect(made(calls, 'POST /whatsapp/testers')[1]?.body).toEqual({
      name: 'Ada',
      phone: '+90 532 111 22 33',
      isMe: true,
    });
    const picture = await screen.findByTestId('tester-qr');
    expect(decodeURIComponent(picture.getAttribute('src') ?? '')).toContain('<svg');
    const way = screen.getByRole('link', { name: /Open WhatsApp with the code/ });
    expect(way.getAttribute('href')).toBe(code.numbers[0]?.link);
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.getByText(en('state.tester.waiting'))).toBeTruthy();
    testers = [testerOf({ state: 'confirmed', codeUntil: null, confirmedAt: 1_790_000_000_000 })];
    expect(
      await dialog.findByText(en('state.tester.confirmed'), undefined, { timeout: 20_000 })
    ).toBeTruthy();
    expect(await violations()).toEqual([]);
  }, 60_000);

  it('makes a new code for who let theirs expire, and removes a tester after a question', async () => {
    const { calls, person } = await openTesters({
      [LIST]: {
        testers: [
          testerOf({ state: 'expired' }),
          testerOf({ id: 8, name: 'Can', isMe: false, state: 'confirmed', confirmedAt: 1 }),
        ],
      },
      'POST /whatsapp/testers/7/code': code,
      'DELETE /whatsapp/testers/8': { ok: true },
    });
    expect(await screen.findByText(en('state.tester.expired'))).toBeTruthy();
    await person.click(
      screen.getByRole('button', { name: en('testers.new-code-of', { name: 'Ada' }) })
    );
    expect(await screen.findByText('K7F3-9Q2M')).toBeTruthy();
    await person.click(screen.getByTestId('code-done'));
    await person.click(
      await screen.findByRole('button', { name: en('testers.remove-of', { name: 'Can' }) })
    );
    expect(await screen.findByText(/The contact and their messages stay/)).toBeTruthy();
    await person.click(screen.getByTestId('tester-remove'));
    await waitFor(() => expect(made(calls, 'DELETE /whatsapp/testers/8')).toHaveLength(1));
  });
});
