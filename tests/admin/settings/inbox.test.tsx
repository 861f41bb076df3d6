import { fireEvent, screen, waitFor } from '@testing-library/react';
import InboxSettingsPage from '../../../admin/src/pages/Settings/InboxSettingsPage';
import { refuse, renderAdmin, type Call, type Routes } from '../../support/render-admin';
import { notices } from '../../support/strapi-admin';
import { violations } from '../axe';
import { en, tr } from '../../support/words';

const settings = {
  closeReasons: ['Solved', 'Spam'],
  waitingWarnMinutes: 15,
  waitingLateMinutes: 60,
  answeredPressesWait: false,
};
const SAVE = 'PUT /whatsapp/inbox-settings';
const open = (routes: Routes = {}, locale = 'en') =>
  renderAdmin(<InboxSettingsPage />, {
    routes: {
      'GET /whatsapp/inbox-settings': settings,
      [SAVE]: ({ body }: Call) => body,
      ...routes,
    },
    locale,
  });
const saved = (calls: Call[]) =>
  calls.filter(({ method }) => method === 'PUT').map(({ body }) => body);

beforeEach(() => notices.splice(0));
afterEach(() => jest.restoreAllMocks());

describe('Settings › Inbox', () => {
  it('[C-03] [C-04] keeps the reasons, a line each without empty ones, and the minutes', async () => {
    const { calls } = await open();
    const save = await screen.findByRole('button', { name: en('inbox-settings.save') });
    expect(save.hasAttribute('disabled') || save.getAttribute('aria-disabled') === 'true').toBe(
      true
    );
    fireEvent.change(screen.getByLabelText(en('inbox-settings.reasons.label')), {
      target: { value: ' Solved \n\nMoved to the shop\n' },
    });
    const late = screen.getByLabelText(en('inbox-settings.waiting.warn'));
    fireEvent.change(late, { target: { value: '20' } });
    fireEvent.blur(late);
    fireEvent.click(save);
    await waitFor(() =>
      expect(saved(calls)).toEqual([
        {
          closeReasons: ['Solved', 'Moved to the shop'],
          waitingWarnMinutes: 20,
          waitingLateMinutes: 60,
          answeredPressesWait: false,
        },
      ])
    );
    await waitFor(() =>
      expect(notices.at(-1)).toMatchObject({ message: en('inbox-settings.saved') })
    );
  });

  it('[C-04] asks whether answered presses are unread, which they are not at first', async () => {
    const { calls } = await open();
    const box = await screen.findByRole('checkbox', { name: en('inbox-settings.presses.label') });
    expect(box.getAttribute('aria-checked')).toBe('false');
    fireEvent.click(box);
    fireEvent.click(screen.getByRole('button', { name: en('inbox-settings.save') }));
    await waitFor(() => expect(saved(calls)).toEqual([{ ...settings, answeredPressesWait: true }]));
  });

  it('says at the field what is wrong, and keeps what was written', async () => {
    await open({
      [SAVE]: refuse(
        400,
        { kind: 'invalid', field: 'closeReasons.1', remedy: 'Use at most 80 characters.' },
        '“closeReasons.1” is too long.'
      ),
    });
    const field = await screen.findByLabelText(en('inbox-settings.reasons.label'));
    fireEvent.change(field, { target: { value: `Solved\n${'x'.repeat(81)}` } });
    fireEvent.click(screen.getByRole('button', { name: en('inbox-settings.save') }));
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
    expect((field as HTMLTextAreaElement).value).toContain('xxx');
    expect(screen.getByText('Use at most 80 characters.')).toBeTruthy();
    expect(notices).toEqual([]);
  });

  it('is readable for everybody, in Turkish too, and shows a failure as one', async () => {
    const { unmount } = await open({}, 'tr');
    await screen.findByLabelText(tr('inbox-settings.reasons.label'));
    expect(await violations()).toEqual([]);
    unmount();
    await open({ 'GET /whatsapp/inbox-settings': refuse(500, { kind: 'server' }) });
    expect(await screen.findByRole('button', { name: en('shell.state.retry') })).toBeTruthy();
  });
});
