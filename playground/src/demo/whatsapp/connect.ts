import type { Core } from '@strapi/strapi';
import { demoLanguage, said } from '../language';
import { changeMark, type DemoMark } from '../mark';
import { shop } from '../shop';
import { bringToLife } from './alive';
import { createDemoBusiness, playFirstDay } from './business';
import { createSimulatorControl } from './simulator';
import { seedTemplates } from './templates';

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

/** The account of the number, as far as the environment describes it. */
const givenFields = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([variable, field]) => {
      const value = process.env[variable];
      return value ? [[field, value] as const] : [];
    })
  );

/** Writes what the demo of this mark still lacks. */
const complete = async (strapi: Core.Strapi, setup: Setup, { sample, shop: hasShop }: DemoMark) => {
  if (sample) await setup.loadSampleData({ language: demoLanguage() });
  if (hasShop) await createDemoBusiness(strapi);
};

/**
 * Connects the simulator's number when the environment describes one. The sample data come once, with an
 * empty database (never with WHATSAPP_DEMO_SAMPLE=false): who removed them does not want them back.
 * With WHATSAPP_DEMO_SHOP=false only they come, not the shop's people and history. A start that was cut off is followed by one
 * that goes on, and a simulator that began afresh hears again of templates and people. A failure is logged and does not stop the
 * app: the admin shows it too.
 */
export const connectDemoNumber = async (strapi: Core.Strapi, mark: DemoMark): Promise<void> => {
  const phoneNumberId = process.env['WHATSAPP_DEMO_PHONE_NUMBER_ID'];
  const baseUrl = process.env['WHATSAPP_DEMO_BASE_URL'];
  const setup = setupService(strapi);
  if (!phoneNumberId || !setup) return;
  const simulator = baseUrl ? createSimulatorControl(baseUrl) : null;
  try {
    const world = simulator ? await simulator.begunAt() : null;
    const isAfresh = simulator !== null && world !== mark.world;
    // Before the number is connected: the sync that follows would miss them.
    if (isAfresh && mark.isComplete && mark.shop) await seedTemplates(simulator);
    const name = process.env['WHATSAPP_DEMO_NAME'] ?? said(shop).name;
    // Later starts, in whatever language, leave what the first one wrote.
    const once = mark.isComplete ? {} : { defaultCountry: said(shop).country };
    await setup.connectNumber({ name, ...once, ...givenFields() });
    if (!mark.isComplete) await complete(strapi, setup, mark);
    if (isAfresh) await bringToLife(strapi, simulator, phoneNumberId);
    // Last of all: without it the next start goes on here.
    const now = await changeMark(strapi, mark, { isComplete: true, world });
    if (simulator && now.shop && !now.isPlayed)
      playFirstDay(strapi, simulator, () => changeMark(strapi, now, { isPlayed: true }));
  } catch (error) {
    strapi.log.error(`The WhatsApp demo is not complete: ${(error as Error).message}`);
  }
};
