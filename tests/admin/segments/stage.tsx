import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import SegmentPage from '../../../admin/src/pages/Segments/EditPage';
import type { SegmentBody } from '../../../server/src/contracts/segments';
import { segment, preview } from '../../unit/admin/segments/builders';
import { renderAdmin, type Routes } from '../../support/render-admin';
import { en } from '../../support/words';

const orders = {
  type: 'api::order.order',
  label: 'Order',
  fields: [{ key: 'state', label: 'State', kind: 'choice', choices: ['open', 'paid'] }],
};
export const facets = {
  tags: [
    { id: 1, name: 'vip', color: null, people: 31 },
    { id: 2, name: 'regular', color: null, people: 12 },
  ],
  languages: [{ value: 'tr', people: 40 }],
  countries: [],
  towns: [],
  sources: [],
  origins: [],
  quality: [],
  team: [],
  fields: [
    {
      key: 'city',
      label: 'City',
      labelTr: 'Şehir',
      kind: 'text',
      choices: [],
      archived: false,
      sensitive: null,
      allowed: [],
    },
  ],
  linked: [orders],
  links: [{ id: 8, name: 'Autumn page' }],
};

export const routes = (more: Routes = {}): Routes => ({
  'GET /whatsapp/people/facets': facets,
  'GET /whatsapp/groups': { groups: [] },
  'GET /whatsapp/segments': { segments: [segment(), segment({ id: 9, name: 'Regulars' })] },
  'GET /whatsapp/segments/4': segment(),
  'POST /whatsapp/segments/preview': preview(),
  'POST /whatsapp/segments': segment({ id: 12, name: 'New one' }),
  'PUT /whatsapp/segments/4': segment(),
  'GET /whatsapp/campaigns': {
    campaigns: [{ id: 5, name: 'Spring sale', state: 'completed' }],
    nextCursor: null,
  },
  'GET /whatsapp/campaigns/5': { id: 5, name: 'Spring sale' },
  ...more,
});

interface Options {
  readonly id?: number;
  readonly more?: Routes;
  readonly locale?: 'en' | 'tr';
}

/** The page of a new segment, or of the one with this id; what the admin asked is kept in `calls`. */
export const openSegment = async ({ id, more = {}, locale = 'en' }: Options = {}) => {
  const { calls, router, person } = await renderAdmin(<SegmentPage />, {
    routes: routes(more),
    at: `/plugins/whatsapp/groups/segments/${id ?? 'new'}`,
    route:
      id === undefined
        ? '/plugins/whatsapp/groups/segments/new'
        : '/plugins/whatsapp/groups/segments/:id',
    locale,
  });
  const bodies = (path: string) => calls.filter((c) => c.path === path).map((c) => c.body);
  return {
    calls,
    router,
    person,
    counted: () => (bodies('/whatsapp/segments/preview').at(-1) as SegmentBody | undefined)?.tree,
    saved: () =>
      calls.filter((c) => c.method !== 'GET' && /segments(\/\d+)?$/.test(c.path)).at(-1)?.body as
        | SegmentBody
        | undefined,
  };
};

export const rows = () => screen.getAllByTestId('segment-row');
export const rowAt = (at: number) => {
  const row = rows()[at];
  if (!row) throw new Error(`there is no line ${at}`);
  return within(row);
};

/** The option on screen with exactly this text. Reading the roles of the whole page would take seconds. */
export const option = (text: string): Promise<HTMLElement> =>
  waitFor(() => {
    const all = [...document.querySelectorAll<HTMLElement>('[role="option"]')];
    const found = all.find((one) => one.textContent === text);
    if (!found) throw new Error(`no "${text}" among ${all.map((o) => o.textContent).join(', ')}`);
    return found;
  });

/** Opens the chooser of a line and takes the option. */
export const choose = async (person: UserEvent, at: number, value: string, label = 'Value') => {
  await person.click(await rowAt(at).findByLabelText(label));
  await person.click(await option(value));
};
/** Chooses by its name what the line asks about. */
export const ask = (person: UserEvent, at: number, field: string) =>
  choose(person, at, field, en('people.condition.field'));

/** Types a number over the one that stands there. */
export const retype = async (
  person: UserEvent,
  at: number,
  { label, value }: { label: string; value: string }
) => {
  const box = rowAt(at).getByLabelText(label);
  await person.clear(box);
  await person.type(box, value);
};

/** ↓ and Enter in an open chooser, as hands do it: the mark moves a moment after the key. */
export const takeFirst = async (person: UserEvent) => {
  await person.keyboard('{ArrowDown}');
  await waitFor(() => expect(document.querySelector('[data-highlighted]')).not.toBeNull());
  await person.keyboard('{Enter}');
};
