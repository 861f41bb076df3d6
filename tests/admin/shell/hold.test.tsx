import { screen, waitFor } from '@testing-library/react';
import { HoldBand } from '../../../admin/src/shared/nav/HoldBand';
import { PhoneNav } from '../../../admin/src/shared/nav/PhoneNav';
import { PluginLayout } from '../../../admin/src/shared/nav/PluginLayout';
import { isDeed, refuse, renderAdmin } from '../../support/render-admin';
import { grantOnly, notices } from '../../support/strapi-admin';
import { en } from '../../support/words';

describe('data on hold after an import', () => {
  const open = (onHold: () => boolean, release: object = { onHold: false }) =>
    renderAdmin(<HoldBand />, {
      routes: {
        'GET /whatsapp/release': () => ({ onHold: onHold() }),
        'POST /whatsapp/release': release,
      },
    });

  it('is said on each page, and a person who may configure releases it after a question', async () => {
    let onHold = true;
    const { person, calls } = await open(
      () => onHold,
      () => {
        onHold = false;
        return { onHold };
      }
    );
    expect((await screen.findByTestId('hold-band')).textContent).toContain(en('shell.hold.title'));
    await person.click(screen.getByRole('button', { name: en('shell.hold.release') }));
    await screen.findByText(/contacts get messages twice/);
    expect(calls.filter(isDeed)).toEqual([]);
    await person.click(
      screen.getAllByRole('button', { name: en('shell.hold.release') }).at(-1) as HTMLElement
    );
    await waitFor(() => expect(screen.queryByTestId('hold-band')).toBeNull());
    expect(calls.filter(isDeed)).toMatchObject([{ path: '/whatsapp/release' }]);
  });

  it('says to wait while a transfer goes on, and stays', async () => {
    const refusal = refuse(409, { kind: 'transfer-goes-on', remedy: 'Wait for the end.' });
    const { person } = await open(() => true, refusal);
    await person.click(await screen.findByRole('button', { name: en('shell.hold.release') }));
    await person.click(
      screen.getAllByRole('button', { name: en('shell.hold.release') }).at(-1) as HTMLElement
    );
    await waitFor(() => expect(notices.at(-1)?.message).toMatch(/has not finished yet/));
    expect(screen.getByTestId('hold-band')).toBeTruthy();
  });

  it('is said without a button to who may not configure', async () => {
    grantOnly(['chat.read']);
    await open(() => true);
    await screen.findByText(/until an administrator releases the data/);
    expect(screen.queryByRole('button', { name: en('shell.hold.release') })).toBeNull();
    grantOnly(null);
  });
});

describe('the frame of a page', () => {
  const gap = () => document.documentElement.style.getPropertyValue('scroll-padding-block-start');
  const frame = (at: string) =>
    renderAdmin(
      <PluginLayout>
        <p>a page</p>
      </PluginLayout>,
      { at, routes: { 'GET /whatsapp/release': { onHold: false } } }
    );

  it('lets what is scrolled to rest below the bar of Strapi, but in the Inbox, which has none', async () => {
    const { unmount } = await frame('/plugins/whatsapp/campaigns/5/edit');
    await screen.findByText('a page');
    expect(gap()).toBe('8rem');
    unmount();
    expect(gap()).toBe('');
    await frame('/plugins/whatsapp/inbox');
    await screen.findByText('a page');
    expect(gap()).toBe('');
  });

  it('names the section of a page that has no link of its own: an import is one of contacts', async () => {
    await renderAdmin(<PhoneNav />, { at: '/plugins/whatsapp/imports/3' });
    expect(await screen.findByRole('button', { name: en('shell.nav.contacts') })).toBeTruthy();
  });
});
