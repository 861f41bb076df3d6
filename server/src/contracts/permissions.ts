/**
 * Admin actions, `plugin::whatsapp.<uid>`. `useRBAC` names its answers by the last word (`chat.read` → `canRead`): where two
 * actions share it, the admin looks at the whole name beside (`useCan`).
 */
export const actions = {
  chatRead: 'chat.read',
  chatReadUnassigned: 'chat.read-unassigned',
  chatReadAll: 'chat.read-all',
  chatReply: 'chat.reply',
  contactBrowse: 'contact.browse',
  contactEdit: 'contact.edit',
  contactErase: 'contact.erase',
  contactImport: 'contact.import',
  contactExport: 'contact.export',
  contactDisclose: 'contact.disclose',
  contactSensitive: 'contact.sensitive',
  groupChange: 'group.change',
  templateList: 'template.list',
  templateManage: 'template.manage',
  campaignFollow: 'campaign.follow',
  campaignPrepare: 'campaign.prepare',
  campaignLaunch: 'campaign.launch',
  campaignReadReplies: 'campaign.read-replies',
  botObserve: 'bot.observe',
  botBuild: 'bot.build',
  automationObserve: 'automation.observe',
  automationBuild: 'automation.build',
  quickReplyWrite: 'quick-reply.write',
  inboxViewShare: 'inbox-view.share',
  taskHandle: 'task.handle',
  logInspect: 'log.inspect',
  logPurge: 'log.purge',
  operationWatch: 'operation.watch',
  optInPublish: 'opt-in.publish',
  optInCollect: 'opt-in.collect',
  priceMaintain: 'price.maintain',
  outboundConnect: 'outbound.connect',
  systemKeyKeep: 'system-key.keep',
  numberProfile: 'number.profile',
  settingsConfigure: 'settings.configure',
} as const;
export type ActionUid = (typeof actions)[keyof typeof actions];

/** The full id of an action, as roles store it. */
export const actionId = (uid: ActionUid) => `plugin::whatsapp.${uid}` as const;
