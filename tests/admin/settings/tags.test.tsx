import { screen, waitFor, within } from '@testing-library/react';
import { TagsPanel } from '../../../admin/src/pages/Settings/components/TagsPanel';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { en } from '../../support/words';

const vip = { id: 1, name: 'vip', color: 'danger', people: 2 };
const open = (routes: Routes = {}, locale = 'en') =>
  renderAdmin(<TagsPanel />, {
    locale,
    routes: {
      'GET /whatsapp/tags': { tags: [vip, { id: 2, name: 'iade', color: null, people: 0 }] },
      ...routes,
    },
  });

describe('the tags of the company', () => {
  it('[X-13] are called tags by the buttons of their rows, also in Turkish', async () => {
    await open({}, 'tr');
    expect(await screen.findByRole('button', { name: 'vip etiketini düzenle' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'vip etiketini sil' })).toBeTruthy();
  });

  it('[C-25] show their colours, and a new one gets the colour that was picked', async () => {
    const { calls, person } = await open({ 'POST /whatsapp/tags': vip });
    const [first, second] = await screen.findAllByTestId('tag-row');
    expect(first?.querySelector('[data-color="danger"]')).not.toBeNull();
    expect(second?.querySelector('[data-color]')).toBeNull();
    await person.click(screen.getByRole('button', { name: en('tags.new') }));
    const window = within(await screen.findByRole('dialog'));
    await person.type(window.getByRole('textbox', { name: /Name/ }), ' toptan ');
    await person.click(window.getByRole('radio', { name: en('tags.color.success') }));
    await person.click(window.getByRole('button', { name: en('contacts.save') }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
      name: 'toptan',
      color: 'success',
    });
  });

  it('[C-25] lose their colour, and keep the window with the refusal when that fails', async () => {
    let isRefused = true;
    const { calls, person } = await open({
      'PUT /whatsapp/tags/1': () =>
        isRefused ? refuse(400, { kind: 'invalid' }) : { tag: vip, joined: false },
    });
    await person.click(
      await screen.findByRole('button', { name: en('tags.editOf', { tag: 'vip' }) })
    );
    const window = within(await screen.findByRole('dialog'));
    expect(
      window.getByRole('radio', { name: en('tags.color.danger') }).getAttribute('aria-checked')
    ).toBe('true');
    await person.click(window.getByRole('radio', { name: en('tags.color.plain') }));
    await person.click(window.getByRole('button', { name: en('contacts.save') }));
    await waitFor(() =>
      expect(calls.filter(({ method }) => method === 'PUT').map(({ body }) => body)).toEqual([
        { name: 'vip', color: null },
      ])
    );
    await waitFor(() =>
      expect(window.getByRole('textbox').getAttribute('aria-invalid')).toBe('true')
    );
    isRefused = false;
    await person.click(window.getByRole('button', { name: en('contacts.save') }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('[C-25] stay in the dialog when they cannot be deleted', async () => {
    const { person } = await open({
      'DELETE /whatsapp/tags/2': refuse(409, { kind: 'busy' }),
    });
    await person.click(
      await screen.findByRole('button', { name: en('tags.delete.do', { tag: 'iade' }) })
    );
    const dialog = within(await screen.findByRole('alertdialog'));
    await person.click(dialog.getByRole('button', { name: en('tags.delete.do', { tag: 'iade' }) }));
    await waitFor(() =>
      expect(
        dialog.getByRole('button', { name: en('tags.delete.do', { tag: 'iade' }) })
      ).toHaveProperty('disabled', false)
    );
    expect(screen.queryByRole('alertdialog')).not.toBeNull();
  });
});
