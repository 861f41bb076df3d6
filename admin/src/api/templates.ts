import {
  choicesApi,
  houseStyleApi,
  templatesApi,
} from '../../../server/src/contracts/template-endpoints';
import { templateFiguresApi } from '../../../server/src/contracts/template-figures';
import { changes, client, reads } from './client';

const one = (id: number) => ({ type: 'WhatsappTemplate' as const, id });
const STYLE = { type: 'WhatsappTemplate' as const, id: 'STYLE' };
const LIST = { type: 'WhatsappTemplate' as const, id: 'LIST' };
const CAMPAIGNS = { type: 'WhatsappCampaign' as const, id: 'LIST' };

export const {
  useWhatsappListTemplatesQuery,
  useWhatsappLibraryTemplatesQuery,
  useWhatsappTakeOverTemplatesMutation,
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
  useWhatsappNoticesTemplatesQuery,
  useWhatsappAskReviewTemplatesMutation,
  useWhatsappRecordReviewTemplatesMutation,
  useWhatsappDismissNoticeTemplatesMutation,
  useWhatsappLanguagesTemplatesQuery,
  useWhatsappSaveLanguagesTemplatesMutation,
} = client('Templates', templatesApi, {
  list: reads((answer) => [LIST, ...(answer?.templates ?? []).map(({ id }) => one(id))]),
  notices: reads([LIST]),
  // What is taken is marked with its state: it follows every change of a template.
  library: reads([LIST]),
  takeOver: changes(['WhatsappTemplate']),
  get: reads((_, id) => [one(id)]),
  // A campaign that goes on or ends says so on the page of its template.
  uses: reads(
    (answer) => [
      CAMPAIGNS,
      ...(answer?.uses ?? []).flatMap(({ kind, id }) =>
        kind === 'campaign' ? [{ type: CAMPAIGNS.type, id }] : []
      ),
    ],
    { keepSeconds: 0 }
  ),
  history: reads((_, id) => [one(id)]),
  // The editor holds what is typed: it reads once, and no change reads it again.
  getDraft: reads([], { keepSeconds: 0 }),
  sync: changes(['WhatsappTemplate']),
  createDraft: changes([LIST]),
  saveDraft: changes((_, { id }) => [one(id), LIST]),
  discardDraft: changes([LIST]),
  // An older template of the name may take the draft in: then that one has changed.
  submit: changes((answer, id) => [one(answer?.id ?? id), LIST]),
  duplicate: changes([LIST]),
  remove: changes([LIST]),
  saveBindings: changes((_, { id }) => [one(id), LIST]),
  saveTopic: changes(['WhatsappTemplate']),
  // The others of its name change too.
  languages: reads((_, id) => [one(id), LIST]),
  saveLanguages: changes(['WhatsappTemplate']),
  markOptOut: changes((_, { id }) => [one(id), LIST]),
  askReview: changes((_, id) => [one(id), LIST]),
  recordReview: changes((_, { id }) => [one(id), LIST]),
  dismissNotice: changes(['WhatsappTemplate']),
});

export const { useWhatsappVariableSourcesChoicesQuery, useWhatsappMessageTopicsChoicesQuery } =
  client('Choices', choicesApi, {
    variableSources: reads([], { keepSeconds: 60 }),
    messageTopics: reads(['WhatsappSetup']),
  });

export const { useWhatsappGetHouseStyleQuery, useWhatsappSaveHouseStyleMutation } = client(
  'HouseStyle',
  houseStyleApi,
  { get: reads([STYLE]), save: changes([STYLE]) }
);

export const { useWhatsappFiguresTemplateFiguresQuery, useWhatsappCostTemplateFiguresQuery } =
  client('TemplateFigures', templateFiguresApi, {
    figures: reads((_, { id }) => [one(id)]),
    cost: reads([], { keepSeconds: 60 }),
  });
