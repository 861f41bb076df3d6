import type { Page } from 'playwright-core';
import { readyAutomationName } from '../../../server/src/contracts/ready-automations';
import { visit } from './visit';

/** One view of the product that a person can have before them. */
export interface Stop {
  readonly name: string;
  /** Below `/admin/`. Absent: it goes on from the stop before. */
  readonly at?: string;
  /** The clicks from there on. */
  readonly enter?: (page: Page) => Promise<unknown>;
  /** What is on screen once its data are there; without it the heading is enough. */
  readonly shown?: string;
  /** Words of the host's own content types, which stay as the host wrote them in every language. */
  readonly ofHost?: readonly string[];
}

/** Fields of the demo's customers. */
const hostFields = ['Phone', 'Email', 'Name', 'Surname', 'Language', 'Birthday'];

const press = (selector: string) => (page: Page) => page.locator(selector).first().click();
const inRow =
  (row: string, text: string, selector = 'a') =>
  (page: Page) =>
    page.getByTestId(row).filter({ hasText: text }).first().locator(selector).first().click();

/** The step of the draft that is open; `ready`: as if it had begun as a campaign of this kind. */
const step =
  (name: string, ready = '') =>
  async (page: Page) => {
    const address = new URL(page.url());
    address.search = ready === '' ? `?step=${name}` : `?step=${name}&for=${ready}`;
    await visit(page, address.href);
  };

/** Rows as a spreadsheet would hold them: good ones, a bad number, a double. */
const list = [
  'Ad Soyad;Cep Telefonu;E-posta;Şehir',
  'Gülşen İğdeci;0541 222 33 44;gulsen@example.com;İzmir',
  'Çağrı Öztürk;(0542) 222 33 44;;Muğla',
  'Hatalı Satır;0532;;Ankara',
  'Gülşen İğdeci;05412223344;;İzmir',
].join('\r\n');

const upload = (page: Page) =>
  page.getByTestId('import-file').setInputFiles({
    name: 'fuar-2026.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(list),
  });

const chooseConsent = async (page: Page) => {
  await page.getByTestId('import-next').click();
  await page.locator('input[type="radio"], [role="radio"]').first().waitFor();
};

const talk: Stop[] = [
  { name: 'inbox', at: 'plugins/whatsapp/inbox', shown: '[data-testid="conversation-row"]' },
  {
    name: 'inbox-thread',
    enter: (page) =>
      page.getByTestId('conversation-row').filter({ hasText: 'Ayşe Kaya' }).first().click(),
    shown: '[data-testid="bubble"]',
  },
  {
    name: 'inbox-new-message',
    at: 'plugins/whatsapp/inbox',
    enter: press('[data-testid="new-message"]'),
    shown: '[role="dialog"] [data-testid="new-message-contact"]',
  },
  { name: 'tasks', at: 'plugins/whatsapp/tasks?scope=all', shown: '[data-testid="task-row"]' },
  {
    name: 'task-new',
    enter: press('[data-testid="new-task"]'),
    shown: '[data-testid="task-title"]',
  },
];

const people: Stop[] = [
  { name: 'contacts', at: 'plugins/whatsapp/contacts', shown: '[data-testid="contact-row"]' },
  {
    name: 'contact',
    at: 'plugins/whatsapp/contacts?q=Kaya',
    enter: inRow('contact-row', 'Ayşe Kaya'),
    shown: '[role="dialog"] [data-testid="contact-givenName"]',
    ofHost: ['Number', 'State'],
  },
  {
    name: 'contact-consent',
    enter: (page) => page.getByRole('dialog').getByRole('tab').nth(1).click(),
    shown: '[data-testid="record-consent"]',
  },
  {
    name: 'contact-new',
    at: 'plugins/whatsapp/contacts?contact=new',
    shown: '[data-testid="contact-givenName"]',
  },
  { name: 'groups', at: 'plugins/whatsapp/groups', shown: '[data-testid="group-row"]' },
  {
    name: 'group',
    enter: inRow('group-row', 'Sadık müşteriler'),
    shown: '[data-testid="member-row"]',
  },
  {
    name: 'group-new',
    at: 'plugins/whatsapp/groups',
    enter: press('[data-testid="new-group"]'),
    shown: '[data-testid="group-name"]',
  },
  {
    name: 'segments',
    at: 'plugins/whatsapp/groups?tab=segments',
    shown: '[data-testid="segment-list-row"]',
  },
  {
    name: 'segment',
    enter: inRow('segment-list-row', 'Yakın müşteriler'),
    shown: '[data-testid="segment-sample"]',
  },
  {
    name: 'segment-new',
    at: 'plugins/whatsapp/groups/segments/new',
    shown: '[data-testid="segment-sample"]',
  },
  { name: 'import', at: 'plugins/whatsapp/imports/new', shown: 'main button' },
  { name: 'import-columns', enter: upload, shown: '[data-testid="import-column"]' },
  { name: 'import-rules', enter: chooseConsent },
];

/** A flow of the demo, in its editor. */
const openFlow = async (page: Page) => {
  await inRow('bot-row', 'Karşılama menüsü')(page);
  await page.getByTestId('flow-step').first().waitFor();
};

let drafts = 0;

const reach: Stop[] = [
  { name: 'campaigns', at: 'plugins/whatsapp/campaigns', shown: '[data-testid="campaign-row"]' },
  {
    name: 'campaign',
    enter: inRow('campaign-row', 'Sonbahar seramikleri'),
    shown: '[data-testid="recipient-row"]',
  },
  {
    name: 'campaign-report',
    enter: press('[data-testid="campaign-report"]'),
    shown: '[data-testid="report-summary"]',
  },
  {
    name: 'campaigns-compared',
    at: 'plugins/whatsapp/campaigns',
    enter: async (page) => {
      for (const name of ['Sonbahar seramikleri', 'Yaz sonu fırın günleri'])
        await inRow('campaign-row', name, '[role="checkbox"]')(page);
      await page.getByTestId('compare').click();
    },
    shown: '[data-testid="figure-read"]',
  },
  {
    name: 'campaign-planned',
    at: 'plugins/whatsapp/campaigns',
    enter: inRow('campaign-row', 'Atölye hatırlatması'),
    shown: '[data-testid="band-scheduled"]',
  },
  {
    name: 'campaign-new',
    at: 'plugins/whatsapp/campaigns/new',
    shown: '[data-testid="campaign-name"]',
  },
  {
    name: 'campaign-check',
    at: 'plugins/whatsapp/campaigns',
    enter: inRow('campaign-row', 'Yılbaşı davetiyesi'),
    shown: '[data-testid="bill-will-receive"]',
  },
  { name: 'campaign-channel', enter: step('channel'), shown: '[data-testid="campaign-name"]' },
  { name: 'campaign-kind', enter: step('kind'), shown: '[data-testid="kind-template"]' },
  { name: 'campaign-message', enter: step('message'), shown: '[data-testid="template-choice"]' },
  { name: 'campaign-people', enter: step('people'), shown: '[data-testid="audience-row"]' },
  { name: 'campaign-time', enter: step('time'), shown: '[data-testid="when-at"]' },
  { name: 'campaign-safety', enter: step('safety'), shown: '[data-testid="canary-off"]' },
  {
    name: 'campaign-ready-texts',
    enter: step('message', 'event'),
    shown: '[data-testid="library-offer"]',
  },
  {
    name: 'campaign-reminder',
    enter: step('time', 'event'),
    shown: '[data-testid="plan-reminder"]',
  },
  {
    name: 'template-library',
    at: 'plugins/whatsapp/templates/library',
    shown: '[data-testid="library-order_confirmation"]',
  },
  {
    name: 'template-library-text',
    at: 'plugins/whatsapp/templates/library?open=dispatch_notice',
    shown: '[data-testid="library-phone-tr"]',
  },
  { name: 'templates', at: 'plugins/whatsapp/templates', shown: '[data-testid="template-row"]' },
  { name: 'template', enter: inRow('template-row', 'sonbahar_koleksiyonu') },
  {
    name: 'template-languages',
    enter: (page) => page.getByRole('tab').nth(1).click(),
    shown: '[data-testid="template-language"]',
  },
  {
    name: 'template-use',
    enter: (page) => page.getByRole('tab').nth(3).click(),
    shown: '[data-testid="template-figures"]',
  },
  {
    name: 'template-categories',
    at: 'plugins/whatsapp/templates/categories',
    shown: '[data-testid="category-guide"]',
  },
  {
    name: 'template-new',
    at: 'plugins/whatsapp/templates/new',
    shown: '[role="dialog"]',
  },
  {
    name: 'template-edit',
    enter: async (page) => {
      // One draft for each walk: the second one would be refused for its name.
      drafts += 1;
      await page.getByRole('dialog').locator('input').first().fill(`yeni_sezon_${drafts}`);
      await page.getByTestId('begin-template').click();
    },
    shown: '[data-testid="submit-template"]',
  },
  {
    // A text that says nothing of its reader: there is advice in either language.
    name: 'template-advice',
    enter: (page) => page.locator('main textarea').first().fill('Açık hava. Open air.'),
    shown: '[data-testid="advice"]',
  },
  {
    // A one-time code: of the three categories the last one.
    name: 'template-code',
    enter: (page) => page.getByRole('radio').nth(2).click(),
    shown: 'input[name="code.buttonText"]',
  },
];

const automate: Stop[] = [
  { name: 'bots', at: 'plugins/whatsapp/bots', shown: '[data-testid="bot-row"]' },
  {
    name: 'bot-runs',
    enter: (page) => page.getByTestId('bot-runs').first().click(),
    shown: '[role="dialog"]',
  },
  {
    name: 'bot',
    at: 'plugins/whatsapp/bots',
    enter: press('[data-testid="bot-row"] a'),
    shown: '[data-testid="bot-step"]',
  },
  { name: 'bot-new', at: 'plugins/whatsapp/bots/new', shown: '[data-testid="bot-name"]' },
  { name: 'runs', at: 'plugins/whatsapp/bots/runs', shown: '[data-testid="runs-panel"]' },
  {
    name: 'flow',
    at: 'plugins/whatsapp/bots',
    enter: openFlow,
    shown: '[data-testid="flow-step"]',
  },
  {
    name: 'flow-try',
    enter: async (page) => {
      await page.getByTestId('try-flow').click();
      await page.getByTestId('trial-start').click();
    },
    shown: '[data-testid="trial-talk"]',
  },
  {
    name: 'flow-rehearse',
    at: 'plugins/whatsapp/bots',
    enter: async (page) => {
      await openFlow(page);
      await page.getByTestId('rehearse-flow').click();
    },
    shown: '[data-testid="rehearsal-start"]',
  },
  {
    name: 'flow-rehearsal',
    enter: press('[data-testid="rehearsal-start"]'),
    shown: '[data-testid="rehearsal"]',
  },
  {
    name: 'flow-canvas',
    at: 'plugins/whatsapp/bots',
    enter: async (page) => {
      await openFlow(page);
      // A phone has no canvas.
      const canvas = page.locator('[role="radio"][value="canvas"]');
      if ((await canvas.count()) > 0) await canvas.click();
    },
    shown: '[data-testid="flow-step"]',
  },
  {
    name: 'automations',
    at: 'plugins/whatsapp/automations',
    shown: '[data-testid="automation-row"]',
  },
  {
    name: 'automation',
    enter: inRow('automation-row', 'Sipariş: hazırlanıyor'),
    shown: '[data-testid="sentence"] [data-testid="stop-row"]',
  },
  {
    name: 'automation-off',
    enter: press('[data-testid="deactivate-automation"]'),
    shown: '[data-testid="switch-off"]',
  },
  {
    name: 'automation-date',
    at: 'plugins/whatsapp/automations',
    enter: inRow('automation-row', readyAutomationName('birthday', 'tr')),
    shown: '[data-testid="next-moments"]',
  },
  {
    name: 'automation-new',
    at: 'plugins/whatsapp/automations/new',
    shown: '[data-testid="sentence"]',
  },
  {
    name: 'quick-replies',
    at: 'plugins/whatsapp/quick-replies',
    shown: '[data-testid="quick-reply-row"]',
  },
  {
    name: 'quick-reply-new',
    enter: press('[data-testid="new-quick-reply"]'),
    shown: '[data-testid="shortcut"]',
  },
];

const watch: Stop[] = [
  { name: 'logs', at: 'plugins/whatsapp/logs', shown: '[data-testid="log-line"]' },
  {
    name: 'log',
    enter: (page) => page.getByTestId('log-line').first().getByRole('button').last().click(),
    shown: '[role="dialog"]',
  },
  { name: 'operations', at: 'plugins/whatsapp/operations', shown: '[data-testid="operation"]' },
  {
    name: 'operations-failed',
    at: 'plugins/whatsapp/operations?tab=failed',
    shown: '[data-testid="parked-panel"]',
  },
  { name: 'get-started', at: 'plugins/whatsapp/get-started', shown: '[data-testid^="step-"]' },
];

const settings: Stop[] = [
  { name: 'numbers', at: 'settings/whatsapp/numbers', shown: '[data-testid="number-card"]' },
  {
    name: 'number-edit',
    enter: press('[data-testid="edit-number"]'),
    shown: '[data-testid="number-save"]',
  },
  {
    name: 'number-profile',
    at: 'settings/whatsapp/numbers',
    enter: async (page) => {
      await page.getByTestId('number-more').first().click();
      await page.getByRole('menuitem').first().click();
    },
    shown: '[data-testid="profile-save"]',
  },
  {
    name: 'number-connect',
    at: 'settings/whatsapp/numbers?connect=1',
    shown: '[role="dialog"]',
  },
  { name: 'inbox-settings', at: 'settings/whatsapp/inbox', shown: 'main textarea' },
  { name: 'team', at: 'settings/whatsapp/team', shown: '[data-testid="new-team"]' },
  { name: 'consent', at: 'settings/whatsapp/consent', shown: '[data-testid="try-word"]' },
  {
    name: 'opt-in-forms',
    at: 'settings/whatsapp/opt-in-forms',
    shown: '[data-testid="opt-in-row"]',
  },
  {
    name: 'opt-in-share',
    enter: press('[data-testid="opt-in-row"] button'),
    shown: '[data-testid="opt-in-qr"]',
  },
  {
    name: 'opt-in-edit',
    at: 'settings/whatsapp/opt-in-forms',
    enter: press('[data-testid="new-opt-in"]'),
    shown: '[data-testid="save-opt-in"]',
  },
  { name: 'testers', at: 'settings/whatsapp/testers', shown: '[data-testid="new-tester"]' },
  {
    name: 'tester-new',
    enter: press('[data-testid="new-tester"]'),
    shown: '[data-testid="tester-save"]',
  },
  { name: 'desk-choose', at: 'plugins/whatsapp/desk', shown: '[data-testid="desk-form"]' },
  {
    name: 'desk',
    at: 'plugins/whatsapp/desk',
    enter: press('[data-testid="desk-form"]'),
    shown: '[data-testid="desk-press"]',
  },
  {
    name: 'linked-types',
    at: 'settings/whatsapp/linked-types',
    shown: '[data-testid="mapping-card"]',
    ofHost: hostFields,
  },
  {
    name: 'linked-type-edit',
    enter: press('[data-testid="mapping-edit"]'),
    shown: '[data-testid="mapping-save"]',
    ofHost: hostFields,
  },
  {
    name: 'outgoing-webhooks',
    at: 'settings/whatsapp/outgoing-webhooks',
    shown: '[data-testid="endpoint-row"]',
  },
  {
    name: 'outgoing-webhook-edit',
    enter: press('[data-testid="endpoint-edit"]'),
    shown: '[data-testid="endpoint-save"]',
  },
  {
    name: 'outgoing-webhook-deliveries',
    at: 'settings/whatsapp/outgoing-webhooks',
    enter: press('[data-testid="endpoint-deliveries"]'),
    shown: '[data-testid="delivery"]',
  },
  { name: 'keys', at: 'settings/whatsapp/keys', shown: '[data-testid="key-row"]' },
  {
    name: 'key-edit',
    enter: press('[data-testid="key-edit"]'),
    shown: '[data-testid="key-save"]',
  },
  {
    name: 'key-new',
    at: 'settings/whatsapp/keys',
    enter: press('[data-testid="new-key"]'),
    shown: '[data-testid="key-name"]',
  },
  {
    name: 'template-style',
    at: 'settings/whatsapp/templates',
    shown: '[data-testid="business-name"]',
  },
  {
    name: 'tracked-links',
    at: 'settings/whatsapp/tracked-links',
    shown: '[data-testid="new-link"]',
  },
  {
    name: 'tracked-link-new',
    enter: press('[data-testid="new-link"]'),
    shown: '[data-testid="link-save"]',
  },
  { name: 'prices', at: 'settings/whatsapp/prices', shown: '[data-testid="import-prices"]' },
  {
    name: 'prices-import',
    enter: press('[data-testid="import-prices"]'),
    shown: '[data-testid="import-check"]',
  },
  { name: 'fields', at: 'settings/whatsapp/fields', shown: '[data-testid="field-row"]' },
  {
    name: 'field-new',
    enter: press('[data-testid="new-field"]'),
    shown: '[data-testid="field-label"]',
  },
  { name: 'data', at: 'settings/whatsapp/data', shown: '[data-testid="days-webhooks"]' },
  {
    name: 'data-person',
    enter: async (page) => {
      await page.getByRole('combobox').first().fill('Ayşe Kaya');
      await page.getByRole('option').filter({ hasText: 'Ayşe Kaya' }).first().click();
    },
    shown: '[data-testid="one-person"] [data-testid="erase-person"]',
  },
  {
    name: 'data-erase',
    enter: press('[data-testid="erase-person"]'),
    shown: '[data-testid="erase-goes"]',
  },
];

/** Every page of the admin, with what opens on it; the demo shop has something on each. */
export const stops: readonly Stop[] = [
  ...talk,
  ...people,
  ...reach,
  ...automate,
  ...watch,
  ...settings,
];
