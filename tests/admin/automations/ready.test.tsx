import { screen, waitFor, within } from '@testing-library/react';
import { ReadyAutomations } from '../../../admin/src/pages/Automations/ready/ReadyAutomations';
import {
  fitOf,
  READY_AUTOMATIONS,
  readyAutomationName,
  readyParts,
  type ReadyAutomationsResult,
  type ReadyField,
  type ReadyType,
} from '../../../server/src/contracts/ready-automations';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { denied } from '../../support/strapi-admin';
import { en } from '../../support/words';
import { violations } from '../axe';

const field = (path: string, type: string, ...choices: string[]): ReadyField => ({
  ...{ path, type, label: path, choices, usable: true, writable: false },
});
const ORDER = 'api::order.order';
const ORDERS: ReadyType = {
  ...{ uid: ORDER, label: 'Order' },
  fields: [
    field('number', 'string'),
    field('state', 'enumeration', 'paid', 'sent', 'returned'),
    field('stage', 'enumeration', 'new', 'shipped'),
    field('total', 'decimal'),
  ],
};

const offers = (...types: ReadyType[]): ReadyAutomationsResult => ({
  types,
  kinds: READY_AUTOMATIONS.map((kind) => ({
    kind,
    parts: readyParts(kind, { templates: [], language: 'en' }),
    fits: types.flatMap((type) => {
      const fit = fitOf(kind, type);
      return fit ? [{ ...fit, uid: type.uid }] : [];
    }),
  })),
});

const AT = '/whatsapp/automations/ready';
const open = async (routes: Routes = {}) => {
  const onMade = jest.fn();
  const all = { [`GET ${AT}`]: offers(ORDERS), ...routes };
  const page = await renderAdmin(<ReadyAutomations onMade={onMade} />, { routes: all });
  return { ...page, onMade };
};
const setUp = (kind: (typeof READY_AUTOMATIONS)[number]) =>
  screen.findByRole('button', {
    name: en('ready-automations.use-of', { name: readyAutomationName(kind, 'en') }),
  });

showOn('wide');
afterEach(() => {
  denied.clear();
  jest.restoreAllMocks();
});

describe('ready automations', () => {
  it('[E-07] say which of several begin with a text, where only some have a template', async () => {
    const { types, kinds } = offers(ORDERS);
    const some = kinds.map((one) => ({
      ...one,
      parts: one.parts.map((part) =>
        part.needs === 'shipped' ? { ...part, template: 'order_shipped' } : part
      ),
    }));
    const { person } = await open({ [`GET ${AT}`]: { types, kinds: some } });
    await person.click(await setUp('order'));
    const form = within(screen.getByTestId('ready-automation-form'));
    const mixed = en('ready-automations.begins.mixed', { texts: 2, names: 'order_shipped' });
    expect(form.getByText(mixed)).toBeTruthy();
    expect(form.getByRole('link', { name: en('templates.new') })).toBeTruthy();
    // The one with the template is left out.
    await person.click(
      form.getByRole('combobox', { name: en('ready-automations.order.value.shipped') })
    );
    await person.click(await screen.findByRole('option', { name: en('ready-automations.none') }));
    expect(form.queryByText(mixed)).toBeNull();
    expect(form.getByText(en('ready-automations.begins.text'))).toBeTruthy();
  });

  it('[E-07] are made of a content type and its fields, which their names suggest', async () => {
    const { person, calls, onMade } = await open({
      [`POST ${AT}`]: { automations: [{ id: 5, name: 'Order: shipped' }] },
    });
    expect(await screen.findAllByTestId('ready-automation')).toHaveLength(7);
    await person.click(await setUp('order'));
    const form = within(screen.getByTestId('ready-automation-form'));
    const asked = (name: string) => form.getByRole('combobox', { name });
    expect(asked(en('ready-automations.type')).textContent).toContain('Order');
    await waitFor(() => expect(document.activeElement).toBe(asked(en('ready-automations.type'))));
    expect(asked(en('ready-automations.order.value.shipped')).textContent).toContain('sent');
    expect(form.getByText(en('ready-automations.begins.text'))).toBeTruthy();
    const template = form.getByRole('link', { name: en('templates.new') });
    expect(template.getAttribute('href')).toMatch(/templates\/new$/);
    const create = form.getByTestId('ready-create');
    expect(create.textContent).toBe(en('ready-automations.create', { count: 3 }));
    expect(await violations()).toEqual([]);
    // Another field says its states in other words.
    await person.click(asked(en('ready-automations.order.state')));
    await person.click(await screen.findByRole('option', { name: 'stage' }));
    expect(create.textContent).toBe(en('ready-automations.create', { count: 1 }));
    await person.click(create);
    await waitFor(() => expect(onMade).toHaveBeenCalledWith(5));
    expect(calls.find(({ method }) => method === 'POST')?.body).toMatchObject({
      ...{ kind: 'order', uid: ORDER, language: 'en' },
      fields: { state: 'stage', title: 'number', tracking: null },
      values: { confirmed: null, shipped: 'shipped', returned: null },
    });
  });

  it('[E-09] wait for the number of a threshold, and say what the server refuses', async () => {
    const { person, onMade } = await open({
      [`POST ${AT}`]: refuse(400, { kind: 'invalid', field: 'values.value' }),
    });
    await person.click(await setUp('threshold'));
    const create = () => screen.getByTestId('ready-create') as HTMLButtonElement;
    expect(create().disabled).toBe(true);
    const label = en('ready-automations.threshold.value.value');
    await person.type(screen.getByLabelText(label, { exact: false }), '10');
    await waitFor(() => expect(create().disabled).toBe(false));
    await person.click(create());
    await waitFor(() => expect(create().disabled).toBe(false));
    expect(onMade).not.toHaveBeenCalled();
    await person.click(screen.getByRole('button', { name: en('shell.dialog.dismiss') }));
    expect(screen.queryByTestId('ready-automation-form')).toBeNull();
    expect(document.activeElement).toBe(await setUp('threshold'));
  });

  it('say where no linked content type fits, where none is linked, and which permission is missing', async () => {
    const { unmount } = await open();
    // An order has no date.
    const cards = await screen.findAllByTestId('ready-automation');
    const name = readyAutomationName('birthday', 'en');
    const card = cards.find(({ textContent }) => textContent?.includes(name));
    expect(card?.textContent).toContain(en('ready-automations.no-fit'));
    unmount();
    const nothing = await open({ [`GET ${AT}`]: offers() });
    expect(await screen.findByTestId('ready-automations-none')).toBeTruthy();
    nothing.unmount();
    denied.add('canBuild');
    await open();
    expect(await screen.findByText(en('ready-automations.read-only'))).toBeTruthy();
  });

  it('say what failed, and ask again', async () => {
    const { person } = await open({ [`GET ${AT}`]: refuse(500, { kind: 'server' }) });
    await person.click(await screen.findByRole('button', { name: en('shell.state.retry') }));
    expect(await screen.findByRole('button', { name: en('shell.state.retry') })).toBeTruthy();
  });
});
