import type { StrapiApp } from '@strapi/strapi/admin';
import { WhatsAppIcon } from './shared/WhatsAppIcon';
import { menuPermissions, permission } from './shared/permissions';
import { loadTranslations } from './translations/load';
import { PLUGIN_ID } from './pluginId';

const label = (key: string, defaultMessage: string) => ({
  id: `${PLUGIN_ID}.${key}`,
  defaultMessage,
});

export default {
  register(app: StrapiApp) {
    app.addMenuLink({
      to: `plugins/${PLUGIN_ID}`,
      icon: WhatsAppIcon,
      intlLabel: label('shell.menu.label', 'WhatsApp'),
      permissions: menuPermissions,
      Component: () => import('./App'),
    });
    app.addSettingsLink({ id: PLUGIN_ID, intlLabel: label('shell.settings.section', 'WhatsApp') }, [
      {
        id: `${PLUGIN_ID}-numbers`,
        to: `${PLUGIN_ID}/numbers`,
        intlLabel: label('shell.settings.numbers', 'Numbers'),
        permissions: [permission('settingsConfigure')],
        Component: () => import('./pages/Settings/NumbersPage'),
      },
    ]);
    app.registerPlugin({ id: PLUGIN_ID, name: 'WhatsApp' });
  },
  registerTrads: loadTranslations,
};
