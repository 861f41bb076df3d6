import { choicesApi, templatesApi } from '../../../server/src/contracts/template-endpoints';
import { templateFiguresApi } from '../../../server/src/contracts/template-figures';
import { changes, client, reads } from './client';

const one = (id: number) => ({ type: 'WhatsappTemplate' as const, id });
const LIST = { type: 'WhatsappTemplate' as const, id: 'LIST' };

export const {
  useWhatsappListTemplatesQuery,
  useWhatsappGetTemplatesQuery,
  useWhatsappUsesTemplatesQuery,
  useWhatsappHistoryTemplatesQuery,
  useWhatsappGetDraftTemplatesQuery,
  useWhatsappSyncTemplatesMutation,
  useWhatsappCreateDraftTemplatesMutation,
  useWhatsappSaveDraftTemplatesMutation,
  useWhatsappDiscardDraftTemplatesMutation,
  useWhatsappSubmitTemplatesMutation,
  useWhatsappDuplicateTemplatesMutation,
  useWhatsappRemoveTemplatesMutation,
  useWhatsappSaveBindingsTemplatesMutation,
  useWhatsappSaveTopicTemplatesMutation,
  useWhatsappMarkOptOutTemplatesMutation,
  useWhatsappLanguagesTemplatesQuery,
  useWhatsappSaveLanguagesTemplatesMutation,
} = client('Templates', templatesApi, {
  list: reads((answer) => [LIST, ...(answer?.templates ?? []).map(({ id }) => one(id))]),
  get: reads((_, id) => [one(id)]),
  uses: reads([], { keepSeconds: 0 }),
  history: reads((_, id) => [one(id)]),
  // The editor holds what is typed: it reads once, and no change reads it again.
  getDraft: reads([], { keepSeconds: 0 }),
  sync: changes(['WhatsappTemplate']),
  createDraft: changes([LIST]),
  saveDraft: changes((_, { id }) => [one(id), LIST]),
  discardDraft: changes([LIST]),
  submit: changes((_, id) => [one(id), LIST]),
  duplicate: changes([LIST]),
  remove: changes([LIST]),
  saveBindings: changes((_, { id }) => [one(id), LIST]),
  saveTopic: changes(['WhatsappTemplate']),
  languages: reads((_, id) => [one(id)]),
  saveLanguages: changes(['WhatsappTemplate']),
  markOptOut: changes((_, { id }) => [one(id), LIST]),
});

export const { useWhatsappVariableSourcesChoicesQuery, useWhatsappMessageTopicsChoicesQuery } =
  client('Choices', choicesApi, {
    variableSources: reads([], { keepSeconds: 60 }),
    messageTopics: reads(['WhatsappSetup']),
  });

export const { useWhatsappFiguresTemplateFiguresQuery, useWhatsappCostTemplateFiguresQuery } =
  client('TemplateFigures', templateFiguresApi, {
    figures: reads((_, { id }) => [one(id)]),
    cost: reads([], { keepSeconds: 60 }),
  });
