import { useState, type FormEvent } from 'react';
import { screen, waitFor } from '@testing-library/react';
import { Button, Field, TextInput } from '@strapi/design-system';
import { FormModal } from '../../../admin/src/shared/FormModal';
import { renderAdmin } from '../../support/render-admin';
import { violations } from '../axe';
import { en } from '../../support/words';

const sent = jest.fn();
const around = jest.fn();
beforeEach(() => jest.clearAllMocks());

const Window = ({ onClose, isBusy }: { onClose: () => void; isBusy: boolean }) => {
  const [name, setName] = useState('Seramik');
  return (
    <FormModal
      title="A window"
      submitLabel="Keep it"
      isReady={name !== ''}
      isBusy={isBusy}
      draft={{ name }}
      onSubmit={() => sent(name)}
      onClose={onClose}
    >
      <Field.Root name="name">
        <Field.Label>Name</Field.Label>
        <TextInput value={name} onChange={(event) => setName(event.target.value)} />
      </Field.Root>
    </FormModal>
  );
};

const Page = ({ isBusy = false }: { isBusy?: boolean }) => {
  const [open, setOpen] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    around();
  };
  return (
    <form onSubmit={submit}>
      <Button onClick={() => setOpen(true)}>Open it</Button>
      {open ? <Window isBusy={isBusy} onClose={() => setOpen(false)} /> : null}
    </form>
  );
};

const open = async (page = <Page />) => {
  const view = await renderAdmin(page, { routes: {} });
  await view.person.click(screen.getByText('Open it'));
  expect(await screen.findByText('A window')).toBeTruthy();
  return view;
};
const field = () => screen.getByLabelText(en('bots.name'));
const isGone = () => waitFor(() => expect(screen.queryByText('A window')).toBeNull());

describe('a small window with fields', () => {
  it('has the focus in its first field, is sent by Enter alone, and gives the focus back', async () => {
    const { person } = await open();
    await waitFor(() => expect(document.activeElement).toBe(field()));
    await person.keyboard('!{Enter}');
    expect(sent.mock.calls).toEqual([['Seramik!']]);
    // What stands around the window is not sent with it.
    expect(around).not.toHaveBeenCalled();
    await person.click(screen.getByText(en('shell.dialog.dismiss')));
    await isGone();
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Open it'));
  });

  it('goes with Esc while nothing is changed, and asks before changes are lost', async () => {
    const { person } = await open();
    await person.keyboard('{Escape}');
    await isGone();
    await person.click(screen.getByText('Open it'));
    await person.type(field(), '!');
    await person.keyboard('{Escape}');
    expect(await screen.findByText(en('settings.leave.title'))).toBeTruthy();
    expect(await violations()).toEqual([]);
    await person.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByText(en('settings.leave.title'))).toBeNull());
    expect((field() as HTMLInputElement).value).toBe('Seramik!');
    // Back at what it was, there is nothing to lose.
    await person.type(field(), '{Backspace}');
    await person.keyboard('{Escape}');
    await isGone();
    await person.click(screen.getByText('Open it'));
    await person.type(field(), '!');
    await person.keyboard('{Escape}');
    await person.click(await screen.findByText(en('settings.leave.confirm')));
    await isGone();
    expect(sent).not.toHaveBeenCalled();
  });

  it('sends nothing that is not ready, and nothing twice', async () => {
    const { person } = await open();
    await person.clear(field());
    await person.type(field(), '{Enter}');
    expect(sent).not.toHaveBeenCalled();
  });

  it('is not sent again while it is busy', async () => {
    const { person } = await open(<Page isBusy />);
    await person.type(field(), '{Enter}');
    await person.click(screen.getByText('Keep it'));
    expect(sent).not.toHaveBeenCalled();
  });
});
