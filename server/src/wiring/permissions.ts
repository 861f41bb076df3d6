import type { Core } from '@strapi/strapi';
import { actions, type ActionUid } from '../contracts/permissions';

const CATEGORIES: { name: string; actions: [ActionUid, string][] }[] = [
  {
    name: 'Inbox',
    actions: [
      [actions.chatRead, 'Read own and unassigned conversations'],
      [actions.chatReadAll, 'Read everybody’s conversations'],
      [actions.chatReply, 'Answer, assign and close'],
    ],
  },
  {
    name: 'People',
    actions: [
      [actions.contactBrowse, 'See contacts and groups'],
      [actions.contactEdit, 'Change contacts and record consent'],
      [actions.groupChange, 'Change groups'],
    ],
  },
  {
    name: 'Campaigns and templates',
    actions: [
      [actions.templateList, 'See templates'],
      [actions.templateManage, 'Sync templates and bind variables'],
      [actions.campaignFollow, 'Follow campaigns'],
      [actions.campaignPrepare, 'Prepare campaigns'],
      [actions.campaignLaunch, 'Start, pause and cancel campaigns'],
    ],
  },
  { name: 'Logs', actions: [[actions.logInspect, 'Read the logs']] },
];

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
    }))
  );
  const settings = {
    section: 'settings',
    category: 'whatsapp',
    subCategory: 'general',
    displayName: 'Configure numbers and rules',
    uid: actions.settingsConfigure,
    pluginName: 'whatsapp',
  };
  const { actionProvider } = strapi.service('admin::permission') as unknown as {
    actionProvider: ActionProvider;
  };
  await actionProvider.registerMany([...plugins, settings]);
};
