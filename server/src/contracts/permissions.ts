/**
 * Admin actions, `plugin::whatsapp.<uid>`. The last words differ from each other,
 * because `useRBAC` names its answers by them (`chat.read` → `canRead`).
 */
export const actions = {
  chatRead: 'chat.read',
  chatReadAll: 'chat.read-all',
  chatReply: 'chat.reply',
  contactBrowse: 'contact.browse',
  contactEdit: 'contact.edit',
  groupChange: 'group.change',
  templateList: 'template.list',
  templateManage: 'template.manage',
  campaignFollow: 'campaign.follow',
  campaignPrepare: 'campaign.prepare',
  campaignLaunch: 'campaign.launch',
  logInspect: 'log.inspect',
  settingsConfigure: 'settings.configure',
} as const;
export type ActionUid = (typeof actions)[keyof typeof actions];

/** The full id of an action, as roles store it. */
export const actionId = (uid: ActionUid) => `plugin::whatsapp.${uid}` as const;
