import { screen, within } from '@testing-library/react';
import CategoriesPage from '../../../admin/src/pages/Templates/CategoriesPage';
import TemplatePage from '../../../admin/src/pages/Templates/DetailPage';
import TemplateEditPage from '../../../admin/src/pages/Templates/EditPage';
import { emptyDraft } from '../../../server/src/contracts/template-draft';
import { templateCategory } from '../../../server/src/contracts/template-words';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { contact, template } from '../../unit/admin/campaigns/builders';
import { renderAdmin } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { grantOnly } from '../../support/strapi-admin';
import { en, tr } from '../../support/words';
import { violations } from '../axe';

showOn('wide');

const GUIDE = '/plugins/whatsapp/templates/categories';
const guideLink = () => screen.queryByRole('link', { name: en('category-guide.link') });

const openOne = (part: Partial<TemplateView>) => {
  const one = template({ slots: [], missing: [], ...part });
  return renderAdmin(<TemplatePage />, {
    routes: {
      'GET /whatsapp/templates': { templates: [one], lastSync: null },
      'GET /whatsapp/templates/3': one,
      'GET /whatsapp/contacts': { contacts: [contact()], nextCursor: null },
    },
    at: '/t/3',
    route: '/t/:id',
  });
};

beforeEach(() => grantOnly(null));
afterEach(() => jest.restoreAllMocks());

describe('the guide "Which category?"', () => {
  it.each([
    ['en', en],
    ['tr', tr],
  ] as const)(
    '[X-14] says of each category what it is for, what it costs and which consent it needs (%s)',
    async (locale, say) => {
      await renderAdmin(<CategoriesPage />, { locale, routes: {} });
      await screen.findByRole('heading', { level: 1, name: say('category-guide.title') });
      for (const category of templateCategory.options) {
        const card = within(screen.getByTestId(`category-${category}`));
        for (const fact of ['use', 'price', 'consent', 'also'] as const)
          expect(card.getByText(say(`category-guide.${category}.${fact}`))).toBeTruthy();
        const examples = card.getByRole('list', { name: say('category-guide.examples') });
        expect(within(examples).getAllByRole('listitem').length).toBeGreaterThan(0);
      }
      const mistaken = screen.getByRole('list', { name: say('category-guide.mistaken') });
      expect(within(mistaken).getAllByRole('listitem')[0]?.textContent).toContain(
        say('templates.category.MARKETING')
      );
      expect(await violations()).toEqual([]);
    }
  );

  it('[X-14] leads to prices and consent only those who may open these pages', async () => {
    const all = await renderAdmin(<CategoriesPage />, { routes: {} });
    expect(await screen.findByRole('link', { name: en('category-guide.prices') })).toBeTruthy();
    expect(screen.getByRole('link', { name: en('category-guide.consent') })).toBeTruthy();
    all.unmount();
    grantOnly([]);
    await renderAdmin(<CategoriesPage />, { routes: {} });
    await screen.findByTestId('category-guide');
    expect(screen.queryByRole('link', { name: en('category-guide.prices') })).toBeNull();
    expect(screen.queryByRole('link', { name: en('category-guide.consent') })).toBeNull();
  });

  it('[X-14] opens from the editor in a tab of its own, so that the draft stays', async () => {
    const one = template({ status: 'DRAFT', sendable: { ok: false, reason: 'not-approved' } });
    const draft = { draft: emptyDraft('tr'), savedAt: null, unsupported: [] };
    await renderAdmin(<TemplateEditPage />, {
      routes: {
        'GET /whatsapp/templates': { templates: [one], lastSync: null },
        'GET /whatsapp/templates/3': one,
        'GET /whatsapp/templates/3/draft': draft,
      },
      at: '/t/3/edit',
      route: '/t/:id/edit',
    });
    const link = await screen.findByRole('link', { name: en('category-guide.link') });
    expect([link.getAttribute('href'), link.getAttribute('target')]).toEqual([GUIDE, '_blank']);
  });

  it.each(['INCORRECT_CATEGORY', 'PROMOTIONAL', 'TAG_CONTENT_MISMATCH: It sells.'])(
    '[X-14] is offered where Meta rejected a template for its category (%s)',
    async (rejectedReason) => {
      const sendable = { ok: false, reason: 'not-approved' };
      await openOne({ status: 'REJECTED', rejectedReason, sendable });
      await screen.findByText(en('templates.refused.REJECTED'));
      expect(guideLink()?.getAttribute('href')).toBe(GUIDE);
    }
  );

  it('[X-14] is not offered where the category is not the reason', async () => {
    const sendable = { ok: false, reason: 'not-approved' };
    await openOne({ status: 'REJECTED', rejectedReason: 'SCAM', sendable });
    await screen.findByText(en('templates.refused.REJECTED'));
    expect(guideLink()).toBeNull();
  });

  it('[X-14] is offered where WhatsApp changed the category', async () => {
    await openOne({ category: 'MARKETING', statedCategory: 'UTILITY' });
    await screen.findByText(en('templates.moved', { from: 'Utility', to: 'Marketing' }));
    expect(guideLink()?.getAttribute('href')).toBe(GUIDE);
  });
});
