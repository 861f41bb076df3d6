import type { ComponentType } from 'react';
import { screen } from '@testing-library/react';
import { Route, Routes as Paths } from 'react-router-dom';
import AutomationPage from '../../../admin/src/pages/Automations/EditPage';
import BotEditPage from '../../../admin/src/pages/Bots/EditPage';
import CampaignPage from '../../../admin/src/pages/Campaigns/DetailPage';
import CampaignEditPage from '../../../admin/src/pages/Campaigns/EditPage';
import ImportPage from '../../../admin/src/pages/Imports/ImportPage';
import TemplatePage from '../../../admin/src/pages/Templates/DetailPage';
import TemplateEditPage from '../../../admin/src/pages/Templates/EditPage';
import { renderAdmin } from '../../support/render-admin';

const pages: [string, ComponentType][] = [
  ['automation', AutomationPage],
  ['bot', BotEditPage],
  ['campaign', CampaignPage],
  ['campaign draft', CampaignEditPage],
  ['import', ImportPage],
  ['template', TemplatePage],
  ['template draft', TemplateEditPage],
];

afterEach(() => jest.restoreAllMocks());

it.each(pages)(
  'the page of a %s says that an address without a number leads nowhere, and asks for nothing',
  async (_name, One) => {
    const { calls, container } = await renderAdmin(
      <Paths>
        <Route path="of/:id" element={<One />} />
      </Paths>,
      { at: '/of/12abc' }
    );
    expect(await screen.findByText(/Something went wrong/)).toBeTruthy();
    expect(container.textContent).toBe('Whoops! Something went wrong. Please, try again.');
    expect(container.querySelector('input, textarea, button')).toBeNull();
    expect(calls.map(({ path }) => path)).toEqual([]);
  }
);
