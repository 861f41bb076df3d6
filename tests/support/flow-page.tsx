import { screen } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { Route, Routes as Paths } from 'react-router-dom';
import BotEditPage from '../../admin/src/pages/Bots/EditPage';
import type { BotView, FlowImpact } from '../../server/src/contracts/bots';
import { renderAdmin, type Call, type Routes } from './render-admin';
import { showOn } from './show-on';
import { flow } from './some-flow';
import { grantOnly, notices } from './strapi-admin';

/** Nobody is in the flow. */
export const nobody: FlowImpact = { open: 0, nodes: [] };
export const routes = (more: Routes = {}): Routes => ({
  'GET /whatsapp/agents': { agents: [], me: 1 },
  'GET /whatsapp/team': { me: { onDuty: true }, teams: [{ id: 3, name: 'Sales' }] },
  'GET /whatsapp/accounts': { accounts: [] },
  'GET /whatsapp/templates': { templates: [], lastSync: null },
  'GET /whatsapp/bots': { bots: [flow()] },
  'GET /whatsapp/automations': { automations: [] },
  'GET /whatsapp/records/entry-types': { types: [] },
  'GET /whatsapp/bots/1': flow(),
  'POST /whatsapp/bots/check': { problems: [] },
  'GET /whatsapp/system-keys/names': { keys: [] },
  'POST /whatsapp/bots/1/impact': nobody,
  ...more,
});

/** The page of the flow, with what it sent last. */
export const openFlow = async (more: Routes = {}, at = '/bots/1') => {
  const page = await renderAdmin(
    <Paths>
      <Route path="bots/new" element={<BotEditPage />} />
      <Route path="bots/:id" element={<BotEditPage />} />
      <Route path="*" element={<p>elsewhere</p>} />
    </Paths>,
    { at, routes: routes(more) }
  );
  const body = (method: string, path: string) =>
    page.calls.filter((call) => call.method === method && call.path.endsWith(path)).at(-1)?.body;
  return { ...page, body };
};
export const cards = () => screen.findAllByTestId('flow-step');
export const names = async () => (await cards()).map((card) => card.getAttribute('aria-label'));
export const card = async (at: number): Promise<HTMLElement> => {
  const found = (await cards())[at];
  if (!found) throw new Error(`no step ${at}`);
  return found;
};
/** Answers the flow as it was saved last. */
export const kept = () => {
  let bot = flow();
  const save = ({ body }: Call) => {
    bot = flow({ draft: body as NonNullable<BotView['draft']> });
    return bot;
  };
  return { 'GET /whatsapp/bots/1': () => bot, 'PUT /whatsapp/bots/1/draft': save };
};
export const addAfter = async (person: UserEvent, label: string, kind: string) => {
  await person.click(await screen.findByRole('button', { name: label }));
  await person.click(await screen.findByRole('menuitem', { name: kind }));
};

/** As a person who may do everything comes to it first, on a phone. */
export const startAfresh = (): void => {
  grantOnly(null);
  notices.length = 0;
  localStorage.clear();
  showOn('phone');
};
