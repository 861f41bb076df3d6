import { Discuss } from '@strapi/icons';
import type { StrapiApp } from '@strapi/strapi/admin';
import { registerContentManager } from './content-manager/register';
import { registerFields } from './fields/register';
import { MenuIcon } from './shared/notices/MenuIcon';
import { ownPage } from './shared/own-page';
import { menuPermissions, permission } from './shared/permissions';
import { withWords } from './shared/with-words';
import type { Key } from './translations/key';
import { loadTranslations } from './translations/load';
import { PLUGIN_ID } from './pluginId';

const label = (key: Key, defaultMessage: string) => ({
  id: `${PLUGIN_ID}.${key}`,
  defaultMessage,
});

const loadWidget = withWords(() => import('./widgets/UnreadWidget'));

/** On Strapi's home page. */
const unreadWidget: Parameters<StrapiApp['widgets']['register']>[0] = {
  id: 'unread',
  pluginId: PLUGIN_ID,
  icon: Discuss,
  title: label('widget.unread.title', 'WhatsApp: unread conversations'),
  link: {
    label: label('widget.unread.open', 'Open Inbox'),
    href: `/plugins/${PLUGIN_ID}/inbox`,
  },
  component: async () => (await loadWidget()).default,
  permissions: [permission('chatRead')],
};

export default {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: `plugins/${PLUGIN_ID}`,
      icon: MenuIcon,
      intlLabel: label('shell.menu.label', 'WhatsApp'),
      permissions: menuPermissions,
      Component: ownPage(() => import('./App')),
    });
    app.addSettingsLink({ id: PLUGIN_ID, intlLabel: label('shell.settings.section', 'WhatsApp') }, [
      {
        id: `${PLUGIN_ID}-numbers`,
        to: `${PLUGIN_ID}/numbers`,
        intlLabel: label('shell.settings.numbers', 'Numbers'),
        permissions: [permission('settingsConfigure'), permission('numberProfile')],
        Component: ownPage(() => import('./pages/Settings/NumbersPage')),
      },
      {
        id: `${PLUGIN_ID}-inbox`,
        to: `${PLUGIN_ID}/inbox`,
        intlLabel: label('shell.settings.inbox', 'Inbox'),
        permissions: [permission('settingsConfigure')],
        Component: ownPage(() => import('./pages/Settings/InboxSettingsPage')),
      },
      {
        id: `${PLUGIN_ID}-team`,
        to: `${PLUGIN_ID}/team`,
        intlLabel: label('shell.settings.team', 'Team and hours'),
        permissions: [permission('settingsConfigure')],
        Component: ownPage(() => import('./pages/Settings/TeamPage')),
      },
      {
        id: `${PLUGIN_ID}-consent`,
        to: `${PLUGIN_ID}/consent`,
        intlLabel: label('shell.settings.consent', 'Consent'),
        permissions: [permission('settingsConfigure')],
        Component: ownPage(() => import('./pages/Settings/ConsentPage')),
      },
      {
        id: `${PLUGIN_ID}-opt-in-forms`,
        to: `${PLUGIN_ID}/opt-in-forms`,
        intlLabel: label('shell.settings.opt-in-forms', 'Opt-in forms'),
        permissions: [permission('optInPublish')],
        Component: ownPage(() => import('./pages/Settings/OptInPage')),
      },
      {
        id: `${PLUGIN_ID}-testers`,
        to: `${PLUGIN_ID}/testers`,
        intlLabel: label('shell.settings.testers', 'Test recipients'),
        permissions: [permission('settingsConfigure')],
        Component: ownPage(() => import('./pages/Settings/TestersPage')),
      },
      {
        id: `${PLUGIN_ID}-linked-types`,
        to: `${PLUGIN_ID}/linked-types`,
        intlLabel: label('shell.settings.linked-types', 'Linked content types'),
        permissions: [permission('settingsConfigure')],
        Component: ownPage(() => import('./pages/Settings/LinkedTypesPage')),
      },
      {
        id: `${PLUGIN_ID}-fields`,
        to: `${PLUGIN_ID}/fields`,
        intlLabel: label('shell.settings.fields', 'Custom fields and tags'),
        permissions: [permission('settingsConfigure')],
        Component: ownPage(() => import('./pages/Settings/FieldsPage')),
      },
      {
        id: `${PLUGIN_ID}-outbound`,
        to: `${PLUGIN_ID}/outgoing-webhooks`,
        intlLabel: label('shell.settings.outbound', 'Outgoing webhooks'),
        permissions: [permission('outboundConnect')],
        Component: ownPage(() => import('./pages/Settings/OutboundPage')),
      },
      {
        id: `${PLUGIN_ID}-keys`,
        to: `${PLUGIN_ID}/keys`,
        intlLabel: label('shell.settings.keys', 'Keys for other systems'),
        permissions: [permission('systemKeyKeep')],
        Component: ownPage(() => import('./pages/Settings/KeysPage')),
      },
      {
        id: `${PLUGIN_ID}-prices`,
        to: `${PLUGIN_ID}/prices`,
        intlLabel: label('shell.settings.prices', 'Prices'),
        permissions: [permission('priceMaintain')],
        Component: ownPage(() => import('./pages/Settings/PricesPage')),
      },
      {
        id: `${PLUGIN_ID}-templates`,
        to: `${PLUGIN_ID}/templates`,
        intlLabel: label('shell.settings.templates', 'Templates'),
        permissions: [permission('settingsConfigure')],
        Component: ownPage(() => import('./pages/Settings/TemplatesPage')),
      },
      {
        id: `${PLUGIN_ID}-links`,
        to: `${PLUGIN_ID}/tracked-links`,
        intlLabel: label('shell.settings.links', 'Tracked links'),
        permissions: [permission('templateList')],
        Component: ownPage(() => import('./pages/Settings/LinksPage')),
      },
      {
        id: `${PLUGIN_ID}-data`,
        to: `${PLUGIN_ID}/data`,
        intlLabel: label('shell.settings.data', 'Data and retention'),
        permissions: [permission('settingsConfigure')],
        Component: ownPage(() => import('./pages/Settings/DataPage')),
      },
    ]);
    app.widgets.register(unreadWidget);
    registerFields(app);
    app.registerPlugin({ id: PLUGIN_ID, name: 'WhatsApp' });
  },
  bootstrap(app: Pick<StrapiApp, 'getPlugin'>) {
    registerContentManager(app);
  },
  registerTrads: loadTranslations,
};
