import { useMemo } from 'react';
import { useAuth, useRBAC } from '@strapi/strapi/admin';
import { actionId, actions } from '../../../server/src/contracts/permissions';

export type ActionName = keyof typeof actions;

/** One of our actions as Strapi's guards want it. */
export const permission = (name: ActionName) => ({
  action: actionId(actions[name]),
  subject: null,
});

/** The menu link is there for everyone who may open at least one page behind it. */
export const menuPermissions = (
  [
    'chatRead',
    'campaignFollow',
    'templateList',
    'contactBrowse',
    'settingsConfigure',
    'logInspect',
    'operationWatch',
    'taskHandle',
    'botObserve',
    'automationObserve',
    'chatReply',
    'optInCollect',
  ] as const
).map(permission);

const everything = (Object.keys(actions) as ActionName[]).map(permission);
const nothing: typeof everything = [];

export type Can = Record<ActionName, boolean>;

/** Name of `useRBAC`'s answer for an action: `chat.read-all` → `canReadAll`. */
const answerName = (uid: string): string => {
  const last = uid.split('.').at(-1) ?? '';
  const camel = last.replace(/-(.)/g, (_match, letter: string) => letter.toUpperCase());
  return `can${camel.charAt(0).toUpperCase()}${camel.slice(1)}`;
};

/** Names of the actions that the person has, as one text: it stays the same while they do. */
const heldBy = (permissions: readonly { action: string }[]): string =>
  permissions.map(({ action }) => action).join(' ');

/**
 * What the person may do: `can.chatReply`, `can.campaignLaunch`… All false while Strapi is still asking. Several actions may
 * share the name of `useRBAC`'s answer (`bot.observe`, `automation.observe`): the whole name must be held too.
 */
export const useCan = (): { can: Can; isLoading: boolean } => {
  const held = useAuth('WhatsappCan', ({ permissions }) => heldBy(permissions));
  // `useRBAC` asks once for a list. Asked before Strapi has read the person's permissions it would stay at "nothing"
  // until the page is opened again: an empty menu. A list that changes when they come makes it ask again.
  const isKnown = useAuth('WhatsappCan', (state) => state.permissions.length > 0);
  const { allowedActions, isLoading } = useRBAC(isKnown ? everything : nothing);
  const can = useMemo(() => {
    const names = new Set(held.split(' '));
    return Object.fromEntries(
      Object.entries(actions).map(([name, uid]) => [
        name,
        allowedActions[answerName(uid)] === true && names.has(actionId(uid)),
      ])
    ) as Can;
  }, [allowedActions, held]);
  return { can, isLoading };
};

/** One action, known at once: for what is drawn many times over, like the actions of a row. */
export const useMay = (name: ActionName): boolean => {
  const wanted = actionId(actions[name]);
  return useAuth('WhatsappMay', ({ permissions }) =>
    permissions.some(({ action }) => action === wanted)
  );
};
