import type { Page } from 'playwright-core';
import { addTo } from '../../server/src/kernel/lists';
import type { Demo, Look } from '../support/demo';
import { stops, type Stop } from '../support/tour/stops';
import { walkTo } from '../support/tour/walk';

const screen = { width: 1280, height: 800 };

/** Left to right, then below: English, Turkish; light, dark. */
const looks: readonly Look[] = (['en', 'tr'] as const).flatMap((locale) =>
  [false, true].map((dark) => ({ ...screen, locale, dark }))
);

interface Taking {
  readonly demo: Demo;
  readonly wanted: readonly string[];
  /** Just before the picture of a page is taken. */
  readonly ready: (page: Page) => Promise<unknown>;
}

const isWanted = (wanted: readonly string[], { name }: Stop) =>
  wanted.length === 0 || wanted.includes(name);

/** Every stop of the tour in every look: name → its pictures in the order of the looks. */
export const takeGallery = async ({
  demo,
  wanted,
  ready,
}: Taking): Promise<ReadonlyMap<string, readonly Buffer[]>> => {
  const taken = new Map<string, Buffer[]>();
  for (const look of looks) {
    const page = await demo.admin(look);
    for (const stop of stops) {
      await walkTo(page, new URL(demo.adminUrl).origin, stop);
      if (!isWanted(wanted, stop)) continue;
      await ready(page);
      addTo(taken, stop.name, await page.screenshot());
    }
    await page.context().close();
  }
  return taken;
};

/** Pages and steps by their names on screen, where the name of the picture is another. */
const TITLES = new Map([
  ['inbox-thread', 'Conversation'],
  ['inbox-new-message', 'New message'],
  ['contact-consent', 'Consent of a contact'],
  ['import', 'Import: File'],
  ['import-columns', 'Import: Columns'],
  ['import-rules', 'Import: Rules'],
  ['campaigns-compared', 'Compare campaigns'],
  ['campaign-planned', 'Scheduled campaign'],
  ['campaign-check', 'Campaign: Review'],
  ['campaign-channel', 'Campaign: Channel'],
  ['campaign-kind', 'Campaign: Type'],
  ['campaign-message', 'Campaign: Message'],
  ['campaign-people', 'Campaign: Audience'],
  ['campaign-time', 'Campaign: Schedule'],
  ['campaign-safety', 'Campaign: Safety'],
  ['campaign-ready-texts', 'Campaign: Texts from the library'],
  ['campaign-reminder', 'Campaign: Reminder'],
  ['template-library-text', 'Text of the template library'],
  ['template-languages', 'Template: Languages'],
  ['template-use', 'Template: Usage'],
  ['template-edit', 'Edit a template'],
  ['template-advice', 'Edit a template: Advice'],
  ['template-code', 'Edit a template: Authentication'],
  ['bot-runs', 'Runs of a bot'],
  ['flow-try', 'Flow: Try'],
  ['flow-rehearse', 'Flow: Rehearse with contacts'],
  ['flow-rehearsal', 'Flow: Rehearsal'],
  ['flow-canvas', 'Flow: Canvas'],
  ['automation-off', 'Deactivate an automation'],
  ['automation-date', 'Automation with a date'],
  ['log', 'Log entry'],
  ['operations-failed', 'Operations: Failed webhooks'],
  ['numbers', 'Settings: Numbers'],
  ['number-edit', 'Settings: Edit a number'],
  ['number-profile', 'Settings: Business profile of a number'],
  ['number-connect', 'Settings: Connect a number'],
  ['inbox-settings', 'Settings: Inbox'],
  ['team', 'Settings: Team and hours'],
  ['consent', 'Settings: Consent'],
  ['opt-in-forms', 'Settings: Opt-in forms'],
  ['opt-in-share', 'Settings: Share an opt-in form'],
  ['opt-in-edit', 'Settings: New opt-in form'],
  ['testers', 'Settings: Test recipients'],
  ['tester-new', 'Settings: New test recipient'],
  ['desk-choose', 'Opt-in desk: Choose a form'],
  ['desk', 'Opt-in desk'],
  ['linked-types', 'Settings: Linked content types'],
  ['linked-type-edit', 'Settings: Edit a linked content type'],
  ['outgoing-webhooks', 'Settings: Outgoing webhooks'],
  ['outgoing-webhook-edit', 'Settings: Edit an outgoing webhook'],
  ['outgoing-webhook-deliveries', 'Settings: Deliveries of an outgoing webhook'],
  ['keys', 'Settings: Keys for other systems'],
  ['key-edit', 'Settings: Edit a key'],
  ['key-new', 'Settings: New key'],
  ['template-style', 'Settings: Templates'],
  ['tracked-links', 'Settings: Tracked links'],
  ['tracked-link-new', 'Settings: New tracked link'],
  ['prices', 'Settings: Prices'],
  ['prices-import', 'Settings: Import a rate card'],
  ['fields', 'Settings: Custom fields and tags'],
  ['field-new', 'Settings: New field'],
  ['data', 'Settings: Data and retention'],
  ['data-person', 'Settings: All data about one contact'],
  ['data-erase', 'Settings: Erase a contact'],
]);

const titleOf = (name: string): string => {
  const known = TITLES.get(name);
  if (known !== undefined) return known;
  const words = (name.endsWith('-new') ? `new-${name.slice(0, -4)}` : name).replaceAll('-', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

/** docs/gallery.md: a heading and a picture for each. */
export const galleryPage = (names: readonly string[]): string => {
  const parts = [
    '# Every page',
    'Each picture shows one page four times: English above, Turkish below, light on the left, dark on the right, at 1280 × 800. `npm run pictures -- gallery` takes them from the demo shop of `npm start`.',
    ...names.map(
      (name) => `## ${titleOf(name)}\n\n![${titleOf(name)}](images/gallery/${name}.webp)`
    ),
  ];
  return `${parts.join('\n\n')}\n`;
};
