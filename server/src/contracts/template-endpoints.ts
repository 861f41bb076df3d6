import type { Topic } from './consent';
import { del, endpoints, get, post, put, type Done } from './endpoints';
import { houseStyle, type HouseStyle } from './house-style';
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
import { noticeSeenQuery, reviewResultBody, type TemplateNoticesResult } from './template-review';
import { takeOverBody, type LibraryResult, type TakeOverResult } from './template-take-over';
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

const { settingsConfigure, templateList, templateManage } = actions;

export const templatesApi = endpoints('/templates', {
  list: get('').needs(templateList).query(listTemplatesQuery).answers<ListTemplatesResult>(),
  /** Before `get`: its path would be taken for an id. */
  notices: get('/notices').needs(templateManage).answers<TemplateNoticesResult>(),
  // Before the ids, or `library` would be one.
  library: get('/library').needs(templateList).answers<LibraryResult>(),
  takeOver: post('/library').needs(templateManage).body(takeOverBody).answers<TakeOverResult>(),
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
  submit: post('/:id/submit').of('shared').needs(templateManage).noBody().answers<TemplateView>(),
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
  /** Somebody goes to ask for a review in WhatsApp Manager: who, when and of what is kept. */
  askReview: post('/:id/review')
    .of('shared')
    .needs(templateManage)
    .noBody()
    .answers<TemplateView>(),
  recordReview: put('/:id/review')
    .of('shared')
    .needs(templateManage)
    .body(reviewResultBody)
    .answers<TemplateView>(),
  /** The notice was seen: the menu counts it no more. */
  dismissNotice: del('/:id/notice')
    .of('shared')
    .needs(templateManage)
    .query(noticeSeenQuery)
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

/** How the business writes (T-44): read by everybody who sees templates. */
export const houseStyleApi = endpoints('/template-style', {
  get: get('').needs(templateList).answers<HouseStyle>(),
  save: put('').needs(settingsConfigure).body(houseStyle).answers<HouseStyle>(),
});
