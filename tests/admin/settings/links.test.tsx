import { screen, within } from '@testing-library/react';
import LinksPage from '../../../admin/src/pages/Settings/LinksPage';
import type { LinkView } from '../../../server/src/contracts/links';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { en, tr } from '../../support/words';

const autumn: LinkView = {
  id: 3,
  name: 'Autumn',
  target: 'https://shop.example/autumn',
  clickParam: null,
  archived: false,
  people: 2,
  clicks: 5,
  lastClickAt: null,
  addedAt: 1,
};
const LIST = 'GET /whatsapp/links';
const buttonUrl = 'https://cms.example/api/whatsapp/l/{{1}}';
const open = (routes: Routes = {}, locale: 'en' | 'tr' = 'en') =>
  renderAdmin(<LinksPage />, {
    locale,
    routes: { [LIST]: { links: [autumn], buttonUrl }, ...routes },
  });

describe('the page of tracked links', () => {
  it('[P-18] says what a link is for while there is none, and what failed instead of an empty list', async () => {
    const empty = await open({ [LIST]: { links: [], buttonUrl } });
    expect(await screen.findByText(/No tracked links yet/)).toBeTruthy();
    empty.unmount();
    await open({ [LIST]: refuse(500, { kind: 'server' }) });
    expect(await screen.findByRole('button', { name: en('shell.state.retry') })).toBeTruthy();
  });

  it('[P-18] shows how often each was opened, and the address for a button', async () => {
    await open({}, 'tr');
    const row = within(await screen.findByTestId('link-row'));
    expect(row.getByText(tr('links.counts', { clicks: 5, people: 2 }))).toBeTruthy();
    expect(screen.getByText(buttonUrl)).toBeTruthy();
  });

  it('[P-18] makes one, and says at the field what is wrong', async () => {
    const { calls, person } = await open({
      'POST /whatsapp/links': refuse(400, { kind: 'invalid', field: 'target' }),
    });
    await person.click(await screen.findByTestId('new-link'));
    await person.click(await screen.findByTestId('link-save'));
    expect(screen.getByText(en('links.problem.name'))).toBeTruthy();
    expect(calls.filter(({ method }) => method === 'POST')).toEqual([]);
    await person.type(screen.getByTestId('link-name'), 'Winter');
    await person.type(screen.getByTestId('link-target'), 'shop');
    await person.click(screen.getByTestId('link-save'));
    expect(await screen.findByText(/Enter a full URL/)).toBeTruthy();
    expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
      name: 'Winter',
      target: 'shop',
      clickParam: null,
    });
  });

  it('archives a link without changing where it leads', async () => {
    const { calls, person } = await open({ 'PUT /whatsapp/links/3': autumn });
    await person.click(await screen.findByRole('button', { name: 'Archive: Autumn' }));
    expect(calls.find(({ method }) => method === 'PUT')?.body).toEqual({
      name: 'Autumn',
      archived: true,
    });
  });
});
