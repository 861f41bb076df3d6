import { actions, type ActionUid } from '../../contracts/permissions';
import type { AgentReads, ReadyRole } from '../../contracts/setup';

interface ReadyRoleText {
  name: string;
  description: string;
}

/** A role that can be made with one press: what it may do, and its words in the languages of the admin. */
export interface ReadyRoleSpec {
  key: ReadyRole;
  /** By this a role is known again after somebody renamed it. */
  code: string;
  actions: readonly ActionUid[];
  /** Actions of Strapi itself: pictures and documents of the media library. */
  host: readonly string[];
  words: { en: ReadyRoleText; tr: ReadyRoleText };
}

/**
 * Nobody here adds to Strapi's library by its own upload: that takes pages and scripts too, and serves them from the
 * address of the admin, so who may use it can act as an administrator who opens them. Files for messages come in by
 * our own routes, where they are judged.
 */
const SEE_MEDIA = ['plugin::upload.read'] as const;

/** What the agent's role may read beside own conversations, by the choice of who makes it. */
const ALSO_READS: Record<AgentReads, readonly ActionUid[]> = {
  own: [],
  unassigned: [actions.chatReadUnassigned],
  all: [actions.chatReadUnassigned, actions.chatReadAll],
};

/** All actions of a ready role. */
export const actionsOf = (role: ReadyRoleSpec, reads: AgentReads): readonly ActionUid[] =>
  role.key === 'agent' ? [...role.actions, ...ALSO_READS[reads]] : role.actions;

/** From the fewest rights to the most. */
export const READY_ROLES: readonly ReadyRoleSpec[] = [
  {
    key: 'agent',
    code: 'whatsapp-agent',
    actions: [
      actions.chatRead,
      actions.chatReply,
      actions.taskHandle,
      actions.contactBrowse,
      actions.contactEdit,
      actions.templateList,
    ],
    host: SEE_MEDIA,
    words: {
      en: { name: 'WhatsApp agent', description: 'Answers customers on WhatsApp.' },
      tr: { name: 'WhatsApp temsilcisi', description: 'WhatsApp’ta müşterilere yanıt verir.' },
    },
  },
  {
    key: 'marketer',
    code: 'whatsapp-marketer',
    actions: [
      actions.contactBrowse,
      actions.contactEdit,
      actions.contactImport,
      actions.groupChange,
      actions.optInPublish,
      actions.optInCollect,
      actions.templateList,
      actions.templateManage,
      actions.campaignFollow,
      actions.campaignPrepare,
      actions.campaignLaunch,
      actions.botObserve,
      actions.automationObserve,
      actions.operationWatch,
    ],
    host: SEE_MEDIA,
    words: {
      en: {
        name: 'WhatsApp marketer',
        description: 'Prepares templates, groups and campaigns on WhatsApp and starts them.',
      },
      tr: {
        name: 'WhatsApp pazarlamacısı',
        description: 'WhatsApp şablonlarını, gruplarını ve kampanyalarını hazırlar ve başlatır.',
      },
    },
  },
  {
    key: 'administrator',
    code: 'whatsapp-administrator',
    actions: Object.values(actions),
    host: SEE_MEDIA,
    words: {
      en: { name: 'WhatsApp administrator', description: 'May do everything in WhatsApp.' },
      tr: { name: 'WhatsApp yöneticisi', description: 'WhatsApp’ta her şeyi yapabilir.' },
    },
  },
];

const WHATSAPP = 'plugin::whatsapp.';
const MEDIA_LIBRARY = 'plugin::upload.';

/**
 * True for a ready role, whatever it is called now, and for a copy of one: it may do something in WhatsApp and in the media
 * library, and nothing elsewhere. Roles with other rights of Strapi are those of the host's own people.
 */
export const isReadyRole = (role: { code: string; rights: readonly string[] }): boolean =>
  READY_ROLES.some(({ code }) => code === role.code) ||
  (role.rights.some((right) => right.startsWith(WHATSAPP)) &&
    role.rights.every((right) => right.startsWith(WHATSAPP) || right.startsWith(MEDIA_LIBRARY)));

/** The words of a role for an administrator's language; English for every other. */
export const wordsOf = (role: ReadyRoleSpec, language: string | null | undefined): ReadyRoleText =>
  language?.split('-')[0] === 'tr' ? role.words.tr : role.words.en;
