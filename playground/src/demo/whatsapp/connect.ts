import type { Core } from '@strapi/strapi';
import { demoLanguage, said } from '../language';
import { shop } from '../shop';
import { bringToLife } from './alive';
import { createDemoBusiness } from './business';
import { createSimulatorControl } from './simulator';

/** The part of the plugin's public service that this app uses. */
type Setup = {
  connectNumber: (account: Record<string, string>) => Promise<unknown>;
  loadSampleData: (how: { language: string }) => Promise<unknown>;
};

/** Environment variable → field of the number. All are set by `npm start` from the running simulator. */
const fields = {
  WHATSAPP_DEMO_WABA_ID: 'wabaId',
  WHATSAPP_DEMO_PHONE_NUMBER_ID: 'phoneNumberId',
  WHATSAPP_DEMO_TOKEN: 'token',
  WHATSAPP_DEMO_APP_SECRET: 'appSecret',
  WHATSAPP_DEMO_VERIFY_TOKEN: 'verifyToken',
  WHATSAPP_DEMO_BASE_URL: 'baseUrl',
} as const;

const setupService = (strapi: Core.Strapi): Setup | undefined => {
  const plugin = strapi.plugins['whatsapp'];
  return plugin ? (plugin.service('setup') as Setup | undefined) : undefined;
};

/**
 * Connects the simulator's number when the environment describes one. The sample data come once, with an
 * empty database (never with WHATSAPP_DEMO_SAMPLE=false): who removed them does not want them back.
 * With WHATSAPP_DEMO_SHOP=false only they come, not the shop's people and history. A failure is logged and does not stop the app: the admin shows it too.
 */
export const connectDemoNumber = async (
  strapi: Core.Strapi,
  { isFirstStart }: { isFirstStart: boolean }
): Promise<void> => {
  const phoneNumberId = process.env['WHATSAPP_DEMO_PHONE_NUMBER_ID'];
  if (!phoneNumberId) return;
  const setup = setupService(strapi);
  if (!setup) return;
  const given = Object.entries(fields).flatMap(([variable, field]) => {
    const value = process.env[variable];
    return value ? [[field, value] as const] : [];
  });
  try {
    const name = process.env['WHATSAPP_DEMO_NAME'] ?? said(shop).name;
    // Later starts, in whatever language, leave what the first one wrote.
    const once = isFirstStart ? { defaultCountry: said(shop).country } : {};
    await setup.connectNumber({ name, ...once, ...Object.fromEntries(given) });
    if (!isFirstStart || process.env['WHATSAPP_DEMO_SAMPLE'] === 'false') return;
    await setup.loadSampleData({ language: demoLanguage() });
    if (process.env['WHATSAPP_DEMO_SHOP'] !== 'false') await createDemoBusiness(strapi);
    const simulator = process.env['WHATSAPP_DEMO_BASE_URL'];
    if (simulator) await bringToLife(strapi, createSimulatorControl(simulator), phoneNumberId);
  } catch (error) {
    strapi.log.error(`The WhatsApp demo is not complete: ${(error as Error).message}`);
  }
};
