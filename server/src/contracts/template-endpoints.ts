import type { Topic } from './consent';
import { del, endpoints, get, post, put, type Done } from './endpoints';
import { actions } from './permissions';
import {
  createDraftBody,
  duplicateBody,
  saveDraftBody,
  type DraftResult,
  type UsesResult,
} from './template-draft';
import type { TemplateHistory } from './template-history';
import { templateLanguagesBody, type TemplateLanguagesResult } from './template-languages';
import {
  bindingsBody,
  listTemplatesQuery,
  syncTemplatesBody,
  optOutButtonBody,
  templateTopicBody,
  variableSourcesQuery,
  type ListTemplatesResult,
  type SyncResult,
  type TemplateView,
  type VariableSources,
} from './templates';

const { templateList, templateManage } = actions;

export const templatesApi = endpoints('/templates', {
  list: get('').needs(templateList).query(listTemplatesQuery).answers<ListTemplatesResult>(),
  get: get('/:id').of('shared').needs(templateList).answers<TemplateView>(),
  uses: get('/:id/uses').of('shared').needs(templateList).answers<UsesResult>(),
  history: get('/:id/history').of('shared').needs(templateList).answers<TemplateHistory>(),
  getDraft: get('/:id/draft').of('shared').needs(templateManage).answers<DraftResult>(),
  sync: post('/sync').needs(templateManage).body(syncTemplatesBody).answers<SyncResult>(),
  createDraft: post('/drafts').needs(templateManage).body(createDraftBody).answers<TemplateView>(),
  saveDraft: put('/:id/draft')
    .of('shared')
    .needs(templateManage)
    .body(saveDraftBody)
    .answers<TemplateView>(),
  /** Answers what is left; a template that was never submitted is gone with its draft. */
  discardDraft: del('/:id/draft').of('shared').needs(templateManage).answers<TemplateView | Done>(),
  submit: post('/:id/submit').of('shared').needs(templateManage).answers<TemplateView>(),
  duplicate: post('/:id/duplicate')
    .of('shared')
    .needs(templateManage)
    .body(duplicateBody)
    .answers<TemplateView>(),
  remove: del('/:id').of('shared').needs(templateManage).done(),
  saveBindings: put('/:id/bindings')
    .of('shared')
    .needs(templateManage)
    .body(bindingsBody)
    .answers<TemplateView>(),
  saveTopic: put('/:id/topic')
    .of('shared')
    .needs(templateManage)
    .body(templateTopicBody)
    .answers<TemplateView>(),
  languages: get('/:id/languages')
    .of('shared')
    .needs(templateList)
    .answers<TemplateLanguagesResult>(),
  saveLanguages: put('/:id/languages')
    .of('shared')
    .needs(templateManage)
    .body(templateLanguagesBody)
    .answers<TemplateLanguagesResult>(),
  markOptOut: put('/:id/opt-out-button')
    .of('shared')
    .needs(templateManage)
    .body(optOutButtonBody)
    .answers<TemplateView>(),
});

/** What templates, campaigns and bots choose from. */
export const choicesApi = endpoints('', {
  variableSources: get('/variable-sources')
    .needs(templateList)
    .query(variableSourcesQuery)
    .answers<VariableSources>(),
  messageTopics: get('/message-topics').needs(templateList).answers<{ topics: Topic[] }>(),
});
