import { screen, waitFor, within } from '@testing-library/react';
import { Route, Routes as Paths } from 'react-router-dom';
import BotEditPage from '../../../admin/src/pages/Bots/EditPage';
import BotsPage from '../../../admin/src/pages/Bots/ListPage';
import { readyName } from '../../../server/src/contracts/ready-flows';
import type { FlowGraph } from '../../../server/src/contracts/flow-graph';
import type { EntryField } from '../../../server/src/contracts/record-writes';
import { names, nobody, routes, startAfresh } from '../../support/flow-page';
import { renderAdmin } from '../../support/render-admin';
import { flow, graph } from '../../support/some-flow';
import { en } from '../../support/words';
import { violations } from '../axe';

beforeEach(startAfresh);

it('[B-16] makes a ready flow with one press, as a draft that is off, and opens it', async () => {
  const made = flow({
    ...{ id: 7, version: 1, graph: null, active: false },
    draft: { graph, from: 1 },
  });
  const { person, calls } = await renderAdmin(
    <Paths>
      <Route path="plugins/whatsapp/bots/:id" element={<BotEditPage />} />
      <Route path="*" element={<BotsPage />} />
    </Paths>,
    {
      routes: routes({
        // It was made before: the second one gets another name.
        'GET /whatsapp/bots': { bots: [flow({ name: readyName('survey', 'en') })] },
        'POST /whatsapp/bots': made,
        'GET /whatsapp/bots/7': made,
        'POST /whatsapp/bots/7/impact': nobody,
      }),
    }
  );
  await person.click(await screen.findByTestId('ready-flows'));
  expect(await screen.findAllByTestId('ready-flow')).toHaveLength(8);
  expect(await violations()).toEqual([]);
  const name = readyName('survey', 'en');
  await person.click(screen.getByRole('button', { name: en('flows.ready.use-of', { name }) }));
  expect(await names()).toHaveLength(4);
  expect(calls.find(({ method }) => method === 'POST')?.body).toMatchObject({
    ...{ name: `${name} (2)`, triggers: [{ kind: 'event', event: 'closed' }] },
    draft: { start: 'pause' },
  });
  // Nothing of it is published: it cannot be switched on.
  expect(screen.getByRole('switch').hasAttribute('disabled')).toBe(true);
  await person.click(screen.getByTestId('publish'));
  expect(await screen.findByTestId('publish-confirm', {}, { timeout: 5000 })).toBeTruthy();
});

describe('[B-16] the ready flow of orders', () => {
  const ORDER = 'api::order.order';
  const field = (name: string, kind: EntryField['kind']): EntryField => ({
    ...{ field: name, label: name, kind, choices: [], writable: false },
  });
  const linked = [
    { type: 'api::city.city', label: 'City', hasDrafts: false, fields: [field('name', 'text')] },
    {
      ...{ type: ORDER, label: 'Order', hasDrafts: false },
      fields: [
        ...[field('total', 'number'), field('number', 'text')],
        ...[field('state', 'choice'), field('stage', 'choice')],
      ],
    },
  ];
  const findUse = () =>
    screen.findByRole('button', {
      name: en('flows.ready.use-of', { name: readyName('order', 'en') }),
    });
  /** The gallery of somebody who has no bot yet, pressed at this flow. */
  const press = async (types: object[]) => {
    const made = flow({ id: 7, graph: null, active: false, draft: { graph, from: 1 } });
    const page = await renderAdmin(<BotsPage />, {
      routes: routes({
        'GET /whatsapp/bots': { bots: [] },
        'GET /whatsapp/records/entry-types': { types },
        'POST /whatsapp/bots': made,
      }),
    });
    await waitFor(async () => expect((await findUse()).hasAttribute('disabled')).toBe(false));
    await page.person.click(await findUse());
    const draft = async () => {
      const post = () =>
        page.calls.find(({ method, path }) => method === 'POST' && path === '/whatsapp/bots');
      await waitFor(() => expect(post()).toBeTruthy());
      return (post()?.body as { draft: FlowGraph }).draft;
    };
    return { ...page, draft };
  };

  it('asks for the content type and its fields, which their names suggest, and finds the order there', async () => {
    const { person, draft } = await press(linked);
    const form = within(await screen.findByTestId('ready-order-form'));
    const asked = (name: string) => form.getByRole('combobox', { name });
    expect(asked(en('flows.entry.type')).textContent).toContain('Order');
    expect(asked(en('flows.ready.order.number')).textContent).toContain('number');
    expect(asked(en('flows.ready.order.state')).textContent).toContain('state');
    expect(await violations()).toEqual([]);
    await person.click(asked(en('flows.ready.order.state')));
    await person.click(await screen.findByRole('option', { name: 'stage' }));
    await person.click(form.getByTestId('ready-order-create'));
    const { nodes } = await draft();
    expect(nodes.slice(0, 3)).toMatchObject([
      { id: 'number', to: { answered: 'find' } },
      {
        step: { action: 'find', type: ORDER, which: { by: 'field', field: 'number' } },
        to: { next: 'status', 'not-found': 'tag', failed: 'tag' },
      },
      { step: { text: expect.stringContaining(`{{record.${ORDER}.stage|`) as string } },
    ]);
  });

  it('is left to the team where somebody chooses no content type, and gives the keyboard back to who leaves', async () => {
    const { person, draft } = await press(linked);
    const form = within(await screen.findByTestId('ready-order-form'));
    await person.click(form.getByRole('button', { name: en('shell.dialog.dismiss') }));
    expect(screen.queryByTestId('ready-order-form')).toBeNull();
    expect(document.activeElement).toBe(await findUse());
    await person.click(await findUse());
    await person.click(screen.getByRole('combobox', { name: en('flows.entry.type') }));
    const none = en('flows.ready.order.none');
    await person.click(await screen.findByRole('option', { name: none }));
    await person.click(screen.getByTestId('ready-order-create'));
    expect((await draft()).nodes[0]).toMatchObject({ to: { answered: 'tag' } });
  });

  it('is made with one press where no content type is linked', async () => {
    const { draft } = await press([]);
    expect((await draft()).nodes.map(({ step }) => step.kind)).not.toContain('entry');
  });
});
