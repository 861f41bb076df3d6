import type { ActionName, Can } from '../permissions';
import type { Key } from '../../translations/key';

export interface NavLink {
  readonly to: string;
  /** Word of the link in the shell's translations. */
  readonly word: Key;
  readonly needs: ActionName;
  /** Pages without a link of their own that belong to this one. */
  readonly also?: readonly string[];
}
export interface NavSection {
  readonly word: Key;
  readonly links: readonly NavLink[];
}

/** Only the links that exist today; a section without permitted links is left out. */
export const sections: readonly NavSection[] = [
  {
    word: 'shell.nav.talk',
    links: [
      { to: 'inbox', word: 'shell.nav.inbox', needs: 'chatRead' },
      { to: 'tasks', word: 'shell.nav.tasks', needs: 'taskHandle' },
    ],
  },
  {
    word: 'shell.nav.people',
    links: [
      { to: 'contacts', word: 'shell.nav.contacts', needs: 'contactBrowse', also: ['imports'] },
      { to: 'groups', word: 'shell.nav.groups', needs: 'contactBrowse' },
      { to: 'desk', word: 'shell.nav.desk', needs: 'optInCollect' },
    ],
  },
  {
    word: 'shell.nav.reach',
    links: [
      { to: 'campaigns', word: 'shell.nav.campaigns', needs: 'campaignFollow' },
      { to: 'templates', word: 'shell.nav.templates', needs: 'templateList' },
    ],
  },
  {
    word: 'shell.nav.automate',
    links: [
      { to: 'bots', word: 'shell.nav.bots', needs: 'botObserve' },
      { to: 'automations', word: 'shell.nav.automations', needs: 'automationObserve' },
      { to: 'quick-replies', word: 'shell.nav.quick-replies', needs: 'chatReply' },
    ],
  },
  {
    word: 'shell.nav.watch',
    links: [
      { to: 'logs', word: 'shell.nav.logs', needs: 'logInspect' },
      { to: 'operations', word: 'shell.nav.operations', needs: 'operationWatch' },
      { to: 'get-started', word: 'shell.nav.start', needs: 'settingsConfigure' },
    ],
  },
];

/** Sections with the links this person may open. */
export const permittedSections = (can: Can): NavSection[] =>
  sections
    .map((section) => ({ ...section, links: section.links.filter((link) => can[link.needs]) }))
    .filter((section) => section.links.length > 0);

/** Where one click on the menu lands: the Inbox, else the first page the person may see. */
export const homeOf = (can: Can): string | null => permittedSections(can)[0]?.links[0]?.to ?? null;
