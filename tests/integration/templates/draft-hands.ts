import { emptyDraft, type TemplateDraft } from '../../../server/src/contracts/template-draft';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { eventually, type World } from '../../support/world';

/** One pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
);

/** Short ways to make, submit and follow templates, on the world and with the token that the test has by then. */
export const draftHands = (world: () => World, token: () => string) => {
  let number = 0;
  const draft = (change: Partial<TemplateDraft> = {}): TemplateDraft => ({
    ...emptyDraft('tr'),
    name: `order_${(number += 1)}`,
    body: 'Merhaba {{first_name}}, siparişiniz yola çıktı, iyi günler.',
    examples: { 'body.first_name': 'Ayşe' },
    ...change,
  });
  const keep = async (change: Partial<TemplateDraft> = {}): Promise<TemplateView> =>
    (
      await world().api.post<TemplateView>('/whatsapp/templates/drafts', {
        accountId: world().accountId,
        draft: draft(change),
      })
    ).body;
  const submit = <T = TemplateView>(id: number) =>
    world().api.post<T>(`/whatsapp/templates/${id}/submit`);
  const view = async (id: number): Promise<TemplateView> =>
    (await world().api.get<TemplateView>(`/whatsapp/templates/${id}`)).body;
  const approved = async (change: Partial<TemplateDraft> = {}): Promise<TemplateView> => {
    const made = await keep(change);
    expect((await submit(made.id)).status).toBe(200);
    world().sim.control.templates.setStatus(made.name, 'APPROVED');
    return eventually('approval arrives', async () => {
      const now = await view(made.id);
      return now.status === 'APPROVED' && now;
    });
  };
  const fileOf = async (name: string, bytes: Buffer): Promise<number> => {
    const answer = await world()
      .http.post('/upload')
      .set('Authorization', `Bearer ${token()}`)
      .attach('files', bytes, name)
      .expect(201);
    return Number((answer.body as { id: number }[])[0]?.id);
  };
  const atMeta = (name: string) =>
    world()
      .sim.control.templates.list()
      .find((one) => one['name'] === name);
  return { keep, submit, view, approved, fileOf, atMeta };
};
