import { screen } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { Route, Routes as Paths } from 'react-router-dom';
import AutomationPage from '../../../admin/src/pages/Automations/EditPage';
import AutomationsPage from '../../../admin/src/pages/Automations/ListPage';
import type { Key } from '../../../admin/src/translations/key';
import type { AutomationType, AutomationView } from '../../../server/src/contracts/automation-desk';
import { renderAdmin, type Call, type Routes } from '../../support/render-admin';
import { flow } from '../../support/some-flow';
import { en } from '../../support/words';
import { facets } from '../segments/stage';

export const ORDER = 'api::order.order';
export const orders: AutomationType = {
  ...{ uid: ORDER, label: 'Order', hasDrafts: false, entries: 40, linked: 38 },
  fields: [
    {
      ...{ path: 'state', label: 'State', type: 'enumeration' },
      choices: ['paid', 'shipped', 'returned'],
    },
    { path: 'total', label: 'Total', type: 'decimal', choices: [] },
    { path: 'placedAt', label: 'Placed at', type: 'datetime', choices: [] },
  ],
};

export const automation = (more: Partial<AutomationView> = {}): AutomationView => ({
  ...{ id: 3, name: 'Order shipped', active: false, finishing: false, held: null },
  ...{ waiting: 0, asks: null },
  trigger: {
    ...{ kind: 'updated', uid: ORDER, version: 'published', field: 'state' },
    ...{ from: null, to: ['shipped'], alsoNew: false },
  },
  flow: { id: 9, name: 'Order shipped', isOwn: true, isPublished: true, isActive: false },
  ...{ who: { people: 'none-if-several' }, conditions: null, stopWhen: null, goal: null },
  ...{ once: { per: 'entry' }, ceiling: null, staleMinutes: 1_440, owner: null },
  ...{ changedBy: null, version: 4, activeSince: null, lastStartAt: null, silentSince: null },
  ...{ lastError: null, changedAt: 1 },
  ...more,
});

export const NO_FIGURES = {
  ...{ days: [], started: 0, sent: 0, failed: 0, goal: 0, skipped: 0 },
  reasons: [],
};
const common: Routes = {
  'GET /whatsapp/automations/types': { types: [orders] },
  'POST /whatsapp/automations/check': { problems: [] },
  'GET /whatsapp/automations/3/figures': NO_FIGURES,
  'GET /whatsapp/automations/3/held': { changes: 0, upTo: null, isMore: false },
  'GET /whatsapp/bots': { bots: [] },
  'GET /whatsapp/bots/9': flow({ id: 9, name: 'Order shipped', ofAutomation: true }),
  'POST /whatsapp/bots/9/impact': { open: 2, nodes: [] },
  'GET /whatsapp/people/facets': facets,
  'GET /whatsapp/groups': { groups: [] },
  'GET /whatsapp/segments': { segments: [] },
  'GET /whatsapp/templates': { templates: [], lastSync: null },
  'GET /whatsapp/agents': { agents: [], me: 1 },
  'GET /whatsapp/team': { me: { onDuty: true }, teams: [] },
  'GET /whatsapp/records/entry-types': { types: [] },
};

export const open = (at: string, more: Routes, locale = 'en') =>
  renderAdmin(
    <Paths>
      <Route path="automations" element={<AutomationsPage />} />
      <Route path="automations/new" element={<AutomationPage />} />
      <Route path="automations/:id" element={<AutomationPage />} />
      <Route path="*" element={<p>elsewhere</p>} />
    </Paths>,
    { at: `/automations${at}`, routes: { ...common, ...more }, locale }
  );
export const openOne = (view: AutomationView, more: Routes = {}, locale = 'en') =>
  open('/3', { 'GET /whatsapp/automations/3': view, ...more }, locale);
export const bodies = (calls: readonly Call[], method: string, path: string) =>
  calls
    .filter((call) => call.method === method && call.path === `/whatsapp/automations${path}`)
    .map(({ body }) => body);

export const blank = (label: Key) => screen.findByRole('combobox', { name: en(label) });
export const shown = async (label: Key) => (await blank(label)).textContent;
export const choose = async (person: UserEvent, label: Key, option: string) => {
  await person.click(await blank(label));
  await person.click(await screen.findByRole('option', { name: option }));
};
