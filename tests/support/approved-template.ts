import { emptyDraft, type TemplateDraft } from '../../server/src/contracts/template-draft';
import type { TemplateView } from '../../server/src/contracts/templates';
import { eventually, type World } from './world';

/** A Turkish marketing template that was written here, submitted and approved. */
export const approvedTemplate = async (
  world: Pick<World, 'api' | 'accountId' | 'sim'>,
  draft: Pick<TemplateDraft, 'name' | 'buttons'> & Partial<TemplateDraft>
): Promise<TemplateView> => {
  const { api, accountId, sim } = world;
  const made = await api.post<TemplateView>('/whatsapp/templates/drafts', {
    accountId,
    draft: {
      ...emptyDraft('tr'),
      category: 'MARKETING',
      body: 'Merhaba, yeni ürünler bu hafta raflarda sizi bekliyor.',
      ...draft,
    },
  });
  const sent = await api.post(`/whatsapp/templates/${made.body.id}/submit`);
  if (sent.status !== 200) throw new Error(JSON.stringify(sent.body));
  sim.control.templates.setStatus(draft.name, 'APPROVED');
  return eventually('the approval', async () => {
    const { body } = await api.get<TemplateView>(`/whatsapp/templates/${made.body.id}`);
    return body.status === 'APPROVED' && body;
  });
};
