import type { Answer, Json, Stage } from './receiver';

export const body = (text: string): Json => ({ components: [{ type: 'BODY', text }] });

export const marketing = (to: string, name = 'news'): Json => ({
  to,
  type: 'template',
  template: { name, language: { code: 'en_US' } },
});

/** What a business does with templates on the stage of the moment, and what it hears of them. */
export const deskOf = (at: () => Stage) => ({
  create: (over: Json = {}): Promise<Answer> =>
    at().call('POST', `${at().sim.account.wabaId}/message_templates`, {
      name: 'shipped',
      language: 'en_US',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Your parcel is on its way.' }],
      ...over,
    }),
  verdicts: (): Json[] =>
    at()
      .receiver.changes('message_template_status_update')
      .map((change) => change.value),
  node: (name: string): Json | undefined =>
    at()
      .sim.control.templates.list()
      .find((template) => template['name'] === name),
});
