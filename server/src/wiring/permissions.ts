import type { Core } from '@strapi/strapi';
import { actions, type ActionUid } from '../contracts/permissions';

const CATEGORIES: { name: string; actions: [ActionUid, string][] }[] = [
  {
    name: 'Inbox',
    actions: [
      [actions.chatRead, 'Read own conversations'],
      [actions.chatReadUnassigned, 'Read unassigned conversations'],
      [actions.chatReadAll, 'Read all conversations'],
      [actions.chatReply, 'Answer, assign and close'],
      [actions.inboxViewShare, 'Change shared views of the Inbox'],
      [actions.taskHandle, 'See, create and complete tasks'],
      [actions.quickReplyWrite, 'Change shared quick replies'],
    ],
  },
  {
    name: 'Contacts',
    actions: [
      [actions.contactBrowse, 'See contacts and groups'],
      [actions.contactEdit, 'Change contacts and record consent'],
      [actions.groupChange, 'Change groups'],
      [actions.contactImport, 'Import contacts from files'],
      [actions.contactExport, 'Export contacts and recipients'],
      [actions.optInPublish, 'See, write and publish opt-in forms and codes'],
      [actions.optInCollect, 'Collect opt-ins at the service desk'],
      [actions.contactDisclose, 'Export all data of a contact and prove consent'],
      [actions.contactSensitive, 'Use sensitive fields'],
      [actions.contactErase, 'Delete and merge contacts'],
    ],
  },
  {
    name: 'Campaigns and templates',
    actions: [
      [actions.templateList, 'See templates'],
      [actions.templateManage, 'Create, submit, sync and delete templates, bind variables'],
      [actions.campaignFollow, 'See campaigns and their reports'],
      [actions.campaignPrepare, 'Create and edit campaigns'],
      [actions.campaignLaunch, 'Start, pause and cancel campaigns'],
      [actions.campaignReadReplies, 'Read replies to campaigns'],
    ],
  },
  {
    name: 'Bots',
    actions: [
      [actions.botObserve, 'See bots and their runs'],
      [actions.botBuild, 'Create, activate and delete bots'],
    ],
  },
  {
    name: 'Automations',
    actions: [
      [actions.automationObserve, 'See automations and their history'],
      [actions.automationBuild, 'Create, activate and delete automations'],
    ],
  },
  {
    name: 'Logs and operations',
    actions: [
      [actions.logInspect, 'Read the logs'],
      [actions.logPurge, 'Delete old log entries'],
      [actions.operationWatch, 'See and cancel jobs'],
    ],
  },
];

/** Those of Settings › WhatsApp. */
const SETTINGS: [ActionUid, string][] = [
  [actions.settingsConfigure, 'Configure numbers and rules'],
  [actions.numberProfile, 'See and change the business profile of numbers'],
  [actions.priceMaintain, 'See, enter and import prices'],
  [actions.outboundConnect, 'Send data to other systems'],
  [actions.systemKeyKeep, 'Manage keys for other systems'],
];

/**
 * Anyone who may see these things with us may choose them in a relation field of another content type: the Content Manager
 * asks for `explorer.read` of the target, which no role can be given for a type that is hidden there.
 */
const RELATION_TARGETS: Partial<Record<ActionUid, string[]>> = {
  [actions.contactBrowse]: ['contact', 'group', 'tag'],
  [actions.templateList]: ['template'],
  [actions.campaignFollow]: ['campaign'],
  [actions.botObserve]: ['bot'],
  [actions.chatRead]: ['quick-reply'],
};

const aliasesOf = (uid: ActionUid) => {
  const subjects = (RELATION_TARGETS[uid] ?? []).map((name) => `plugin::whatsapp.${name}`);
  return subjects.length === 0
    ? {}
    : { aliases: [{ actionId: 'plugin::content-manager.explorer.read', subjects }] };
};

interface ActionProvider {
  registerMany(list: Record<string, unknown>[]): Promise<unknown>;
}

/** Our actions in Settings › Roles. */
export const registerPermissions = async (strapi: Core.Strapi): Promise<void> => {
  const plugins = CATEGORIES.flatMap(({ name, actions: list }) =>
    list.map(([uid, displayName]) => ({
      section: 'plugins',
      displayName,
      uid,
      pluginName: 'whatsapp',
      subCategory: name,
      ...aliasesOf(uid),
    }))
  );
  const settings = SETTINGS.map(([uid, displayName]) => ({
    section: 'settings',
    category: 'whatsapp',
    subCategory: 'general',
    displayName,
    uid,
    pluginName: 'whatsapp',
  }));
  const { actionProvider } = strapi.service('admin::permission') as unknown as {
    actionProvider: ActionProvider;
  };
  await actionProvider.registerMany([...plugins, ...settings]);
};
