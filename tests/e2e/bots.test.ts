import type { Locator, Page } from 'playwright-core';
import type { BotView, ListRunsResult } from '../../server/src/contracts/bots';
import type { ListConversationsResult } from '../../server/src/contracts/conversation-list';
import { READY_WORDS } from '../../server/src/contracts/ready-flow-words';
import { READY_FLOWS, readyName, type ReadyFlow } from '../../server/src/contracts/ready-flows';
import type { DeskBody, TeamSettings } from '../../server/src/contracts/team';
import { startDemo, type Demo } from '../support/demo';
import { inDatabase } from '../support/demo-database';
import { signedIn, type Caller } from '../support/demo-team';
import { shows } from '../support/how-many';
import { customers } from '../support/inbox-hands';
import { lookOver } from '../support/tour/look';
import { visit } from '../support/tour/visit';
import { en } from '../support/words';
import { eventually, nextSecond } from '../support/world';

const ZEYNEP = '905321110003';
/** Somebody else, as WhatsApp's pace for one person would hold back what Zeynep gets. */
const AYSE = '905321110001';
const WORD = 'değişim';

const WORDS = READY_WORDS.en;
/** What a customer does on the last message, and the message that follows. */
type Turn =
  | { says: string; hears: string | RegExp }
  | { press: string; hears: string | RegExp }
  | { row: string | RegExp; hears: string | RegExp };
interface ReadyTalk {
  readonly turns: readonly Turn[];
  /** How its run ends. */
  readonly end: string | null;
}
/** Somebody else for each: what one flow asked is no matter of the next. */
const stranger = (ready: ReadyFlow): string => `90532111${2000 + READY_FLOWS.indexOf(ready)}`;

/** Each ready flow as a customer lives it. */
const TALKS: Readonly<Record<ReadyFlow, ReadyTalk>> = {
  welcome: {
    turns: [
      { says: 'Hello', hears: 'Welcome, Deniz! What can we do for you?' },
      { press: 'Order status', hears: WORDS.order.ask },
      { says: '1007', hears: 'We are looking up order 1007' },
    ],
    end: null,
  },
  hours: {
    turns: [
      { says: 'Hello', hears: WORDS.hours.text },
      { says: 'My delivery', hears: WORDS.hours.thanks },
    ],
    end: null,
  },
  faq: {
    turns: [
      { says: 'I need help', hears: WORDS.faq.text },
      { row: 'Returns', hears: WORDS.faq.more },
      { press: 'No', hears: WORDS.faq.bye },
    ],
    end: null,
  },
  order: {
    turns: [
      { says: 'Where is my parcel', hears: WORDS.order.ask },
      { says: '1042', hears: 'We are looking up order 1042' },
    ],
    end: 'handed-over',
  },
  appointment: {
    turns: [
      { says: 'My appointment', hears: WORDS.appointment.text },
      { press: 'Choose another day', hears: WORDS.appointment.day },
      { says: '2099-05-24', hears: 'We will check 2099-05-24' },
    ],
    end: null,
  },
  survey: {
    turns: [
      { row: '1 – very poor', hears: WORDS.survey.why },
      { says: 'It came late', hears: WORDS.survey.sorry },
    ],
    end: 'handed-over',
  },
  'opt-in': {
    turns: [
      { says: 'offers', hears: WORDS.optIn.text },
      { press: 'Yes', hears: WORDS.optIn.choose },
      {
        row: /Offers and news|Fırsatlar ve haberler/,
        hears: /offers and news are on|fırsatlar ve haberler açık/,
      },
    ],
    end: null,
  },
  preferences: {
    turns: [
      { says: 'settings', hears: WORDS.preferences.text },
      { press: 'Which messages', hears: /Open the list|Listeyi açıp/ },
    ],
    end: null,
  },
};

describe('bots and quick replies in a browser, with the customer’s phone', () => {
  let demo: Demo;
  let admin: Page;
  let phone: Page;

  beforeAll(async () => {
    demo = await startDemo();
    admin = await demo.admin();
    phone = await demo.phone();
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  const open = (page: string) => visit(admin, `${demo.adminUrl.replace(/\/$/, '')}/${page}`);
  const says = async (text: string, who = ZEYNEP) => {
    await phone.getByTestId(`person-${who}`).click();
    await phone.getByTestId('phone-input').fill(text);
    await phone.getByTestId('phone-send').click();
  };
  const onPhone = (text: string | RegExp) =>
    phone.getByTestId('bubble').filter({ hasText: text }).last();
  const row = (name: string) => admin.getByTestId('bot-row').filter({ hasText: name });

  it('[B-02] [B-03] [B-06] [B-09] [B-14] a bot is made from a form and activated with one press', async () => {
    await open('bots');
    await admin.getByTestId('new-bot').click();
    await admin.getByTestId('trigger-words').fill(`${WORD}, iade`);
    await admin.getByTestId('step-text').fill('Merhaba {{first_name}}, değişim kolay.');
    await admin.getByTestId('bot-name').fill('Değişim botu');
    await admin.getByRole('tab', { name: en('bots.try') }).click();
    await admin.getByTestId('try-text').fill('DEĞİŞİM istiyorum');
    await admin.getByTestId('try-run').click();
    await admin.getByText('Merhaba Ayşe, değişim kolay.').first().waitFor();
    await admin.getByTestId('save-activate').click();
    const anyway = admin.getByTestId('activate-anyway');
    await Promise.race([anyway.waitFor(), row('Değişim botu').waitFor()]);
    if (await anyway.isVisible()) await anyway.click();
    await row('Değişim botu').waitFor();
  });

  it('[B-15] [B-17] the customer’s phone gets its answer, once, and the page tells each step', async () => {
    await says('Değişim yapmak istiyorum');
    await onPhone('değişim kolay').waitFor({ timeout: 20_000 });
    await shows(phone.getByTestId('bubble').filter({ hasText: 'değişim kolay' }), 1);
    await row('Değişim botu')
      .getByRole('button', { name: en('bots.runs.title', { name: 'Değişim botu' }) })
      .click();
    await admin.getByTestId('bot-run').first().waitFor();
    expect(await admin.getByTestId('bot-run').first().innerText()).toContain('Zeynep');
    await admin.keyboard.press('Escape');
  });

  it('[O-19] [O-30] a ready bot asks for preferences: what is tapped on the phone holds and is answered', async () => {
    await open('bots/new?ready=preferences');
    await admin.getByText(en('bots.preview.preferences.button')).first().waitFor();
    await admin.getByTestId('save-activate').click();
    await row(en('bots.step.preferences')).waitFor();
    await says('preferences', AYSE);
    const tap = async (title: RegExp) => {
      await phone.getByTestId('list-open').last().click();
      await phone.locator('.list-row').filter({ hasText: title }).click();
      await phone.getByTestId('list-send').click();
    };
    // WhatsApp takes one message in six seconds for a person, after a first few: a fast customer waits for answers.
    const answered = { timeout: 45_000 };
    await onPhone(/Listeyi açıp|Open the list/).waitFor(answered);
    await tap(/Ara ver|Take a break/);
    await onPhone(/Ne kadar ara|How long a break/).waitFor(answered);
    await tap(/Bir ay|A month/);
    await onPhone(/Tamam: .* kadar ara|Done: a break until/).waitFor(answered);
    // Nobody has to answer it, so that it does not open: it is among the closed ones.
    await open('inbox?status=closed');
    await admin.getByTestId('conversation-row').filter({ hasText: 'Ayşe' }).first().click();
    await admin.getByTestId('message-choices').last().click();
    await admin
      .getByText(/Üç ay|Three months/)
      .last()
      .waitFor();
    await open('bots');
  });

  it('[B-14] switched off, it is silent', async () => {
    await row('Değişim botu').getByRole('switch').click();
    await admin
      .getByText(en('bots.now-silent', { name: 'Değişim botu' }))
      .first()
      .waitFor();
    await says('değişim lütfen');
    await open('inbox');
    const thread = admin.getByTestId('conversation-row').filter({ hasText: 'değişim lütfen' });
    await thread.waitFor({ timeout: 20_000 });
    await shows(phone.getByTestId('bubble').filter({ hasText: 'değişim kolay' }), 1);
  });

  it('[B-16] a bot becomes a flow: asked in the outline, drawn and tidied on the canvas, published', async () => {
    await open('bots/new');
    await admin.getByTestId('trigger-words').fill('adres');
    await admin.getByTestId('step-text').fill('Merhaba!');
    await admin.getByTestId('bot-name').fill('Adres akışı');
    await admin.getByTestId('open-as-flow').click();
    await admin.getByTestId('opened-as-flow').waitFor();
    // One press leads to the canvas; the outline is one press away.
    await admin.getByTestId('flow-canvas').getByTestId('flow-step').waitFor();
    await admin.getByRole('radio', { name: en('flows.view.outline') }).click();
    await admin.getByTestId('flow-outline').waitFor();
    const after = en('flows.add-after', { exit: en('flows.exit.next'), number: '1' });
    await admin.getByRole('button', { name: after }).click();
    await admin.getByRole('menuitem', { name: en('bots.step.question'), exact: true }).click();
    await admin.getByTestId('step-text').fill('Hangi adrese?');
    await admin.getByTestId('step-save-as').fill('adres');
    await admin.getByTestId('step-done').click();

    await admin.getByRole('radio', { name: en('flows.view.canvas') }).click();
    const canvas = admin.getByTestId('flow-canvas');
    const cardOf = (name: string) => canvas.getByRole('group', { name });
    const head = en('flows.card', { number: 2, kind: en('bots.step.question') });
    const question = cardOf(en('flows.named', { head, words: 'Hangi adrese?' }));
    await question.waitFor();
    await canvas.evaluate((one) => one.scrollIntoView({ block: 'center' }));
    const boxOf = async (one: Locator) => {
      const box = await one.boundingBox();
      if (!box) throw new Error('not on the page');
      return box;
    };
    /** From the middle of the first to a point, in steps, as a hand does. */
    const drag = async (from: Locator, to: { x: number; y: number }, grip?: { y: number }) => {
      const { x, y, width, height } = await boxOf(from);
      await admin.mouse.move(x + width / 2, y + (grip?.y ?? height / 2));
      await admin.mouse.down();
      await admin.mouse.move(to.x, to.y, { steps: 8 });
      await admin.mouse.up();
    };
    const before = await boxOf(question);
    const grip = { y: 14 };
    await drag(question, { x: before.x + before.width / 2, y: before.y - 106 }, grip);
    const moved = await boxOf(question);
    // The first of the eight steps only begins the drag; and cards lie on a grid.
    expect(Math.abs(moved.y - (before.y - 120))).toBeLessThanOrEqual(120 / 8 + 8);

    const dot = (exit: string) => canvas.locator(`.flow-exit[data-handleid="${exit}"]`);
    const ground = await boxOf(canvas);
    await drag(dot('no-answer'), {
      x: ground.x + ground.width / 2,
      y: ground.y + ground.height - 90,
    });
    await admin.getByRole('menuitem', { name: en('bots.step.handover'), exact: true }).click();
    await admin.getByTestId('step-done').click();
    const team = cardOf(en('flows.card', { number: 3, kind: en('bots.step.handover') }));
    await team.waitFor();
    const target = await boxOf(team);
    await drag(dot('other'), { x: target.x + 40, y: target.y + target.height - 12 });
    await shows(canvas.getByTestId('step-exit').filter({ hasText: '→ 3. ' }), 2);

    await admin.getByTestId('tidy-up').click();
    await question.dblclick({ position: { x: 60, y: 14 } });
    expect(await admin.getByTestId('step-text').inputValue()).toBe('Hangi adrese?');
    // It hears keys once the focus is in it, a moment after it is drawn.
    await admin.locator('[role="dialog"] :focus').waitFor();
    await admin.keyboard.press('Escape');
    await admin.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await lookOver(admin, new Set())).toEqual([]);

    const zoom = (way: 'in' | 'out' | 'fit') =>
      admin.getByRole('button', { name: en(`flows.zoom.${way}`), exact: true }).click();
    const widthOf = async () => (await boxOf(question)).width;
    const whole = await widthOf();
    await zoom('in');
    await eventually('zoomed in', async () => (await widthOf()) > whole + 1);
    await zoom('out');
    await zoom('out');
    await eventually('zoomed out', async () => (await widthOf()) < whole - 1);
    await zoom('fit');
    await eventually('all is shown', async () => Math.abs((await widthOf()) - whole) < 1);

    // A connection goes from the dot of the exit to the left edge of the card; its middle lies halfway.
    const from = await boxOf(dot('next'));
    const to = await boxOf(question);
    await admin.mouse.click(
      (from.x + from.width + to.x) / 2,
      (from.y + from.height / 2 + to.y + to.height / 2) / 2
    );
    await shows(canvas.locator('.react-flow__edge.selected'), 1);
    const leads = canvas.getByTestId('step-exit').filter({ hasText: '→ 2. ' });
    await shows(leads, 1);
    await admin.keyboard.press('Delete');
    await shows(leads, 0);
    await shows(canvas.locator('.react-flow__edge.selected'), 0);
    await admin.keyboard.press('Control+z');
    await shows(leads, 1);

    await admin.getByTestId('publish').click();
    await admin.getByTestId('publish-confirm').click();
    await admin.locator('[data-testid="publish"]:disabled').waitFor();
    await open('bots');
    await row('Adres akışı').waitFor();
  });

  it('[Q-01] [Q-02] a quick reply is made; a bad shortcut is shown at the field', async () => {
    await open('quick-replies');
    await admin.getByTestId('new-quick-reply').click();
    await admin.getByTestId('shortcut').fill('iki kelime');
    await admin.getByTestId('quick-reply-text').fill('Merhaba {{first_name}}, kargonuz yolda.');
    await admin.getByTestId('save-quick-reply').click();
    await admin.getByText(en('quickReplies.problem.shortcut')).waitFor();
    await admin.getByTestId('shortcut').fill('/kargom');
    await admin.getByTestId('save-quick-reply').click();
    await admin.getByTestId('quick-reply-row').filter({ hasText: '/kargom' }).waitFor();
  });

  it('[Q-03] [Q-05] [Q-06] typing its shortcut inserts it, filled and not sent', async () => {
    await open('inbox');
    await admin.getByTestId('conversation-row').filter({ hasText: 'Zeynep' }).first().click();
    const field = admin.getByTestId('composer-input');
    await field.fill('');
    await field.pressSequentially('/kargo');
    await admin.getByTestId('quick-reply-option').filter({ hasText: '/kargom' }).waitFor();
    await field.press('Enter');
    expect(await field.inputValue()).toBe('Merhaba Zeynep, kargonuz yolda.');
    expect(await phone.getByTestId('bubble').filter({ hasText: 'kargonuz yolda' }).count()).toBe(0);
    await field.press('End');
    await field.pressSequentially(' İyi günler!');
    await admin.getByTestId('composer-send').click();
    await onPhone('kargonuz yolda. İyi günler!').waitFor({ timeout: 20_000 });
  });

  it('[Q-04] the button lists them, one click inserts', async () => {
    await admin.getByTestId('quick-replies').click();
    await admin.getByTestId('quick-reply-option').filter({ hasText: '/kargom' }).click();
    expect(await admin.getByTestId('composer-input').inputValue()).toBe(
      'Merhaba Zeynep, kargonuz yolda.'
    );
  });

  it('[B-18] after an agent’s answer bots are silent here until they are resumed', async () => {
    const paused = admin.getByTestId('thread-head').getByTestId('bots-paused');
    await paused.waitFor({ timeout: 20_000 });
    await admin.getByTestId('thread-more').click();
    await admin.getByTestId('resume-bots').click();
    await paused.waitFor({ state: 'detached' });
  });

  it('[C-26] a task is made, listed as mine and ticked off', async () => {
    await open('tasks');
    await admin.getByTestId('new-task').click();
    await admin.getByTestId('task-title').fill('Zeynep Hanım’ı ara');
    await admin.getByTestId('save-task').click();
    const task = admin.getByTestId('task-row').filter({ hasText: 'Zeynep Hanım’ı ara' });
    await task.getByRole('checkbox').click();
    await admin
      .getByText(en('tasks.done-now', { title: 'Zeynep Hanım’ı ara' }))
      .first()
      .waitFor();
    await admin.getByRole('tab', { name: en('tasks.tab.done') }).click();
    await admin.getByTestId('task-row').filter({ hasText: 'Zeynep Hanım’ı ara' }).waitFor();
  });

  describe('the ready flows, from the gallery to the phone', () => {
    let owner: Caller;
    let side: ReturnType<typeof customers>;
    beforeAll(async () => {
      owner = await signedIn(demo);
      side = customers(phone, demo);
    });

    const soon = { timeout: 20_000 };
    const listed = async () => (await owner.ask<{ bots: BotView[] }>('GET', '/whatsapp/bots')).bots;
    /** Makes it with one press, publishes it, and switches it on; every other bot is off. */
    const take = async (ready: ReadyFlow): Promise<BotView> => {
      for (const bot of (await listed()).filter(({ active }) => active))
        await owner.ask('PUT', `/whatsapp/bots/${bot.id}/active`, { active: false });
      await open('bots');
      await admin.getByTestId('ready-flows').click();
      const name = readyName(ready, 'en');
      await admin.getByRole('button', { name: en('flows.ready.use-of', { name }) }).click();
      await admin.getByTestId('publish').click();
      await admin.getByTestId('publish-confirm').click();
      await admin.locator('[data-testid="publish"]:disabled').waitFor();
      const switchName = en('bots.active-of', { name });
      await admin.getByRole('switch', { name: switchName }).click();
      await admin.getByRole('switch', { name: switchName, checked: true }).waitFor();
      const made = (await listed()).find((bot) => bot.name === name);
      if (!made) throw new Error(`there is no bot ${name}`);
      return made;
    };

    const setHours = async (hours: DeskBody['hours']) => {
      const { desks } = await owner.ask<TeamSettings>('GET', '/whatsapp/team/settings');
      const rest = { teamId: null, whenReopened: 'keep', away: null, greeting: null };
      for (const { accountId } of desks)
        await owner.ask('PUT', `/whatsapp/team/desks/${accountId}`, { ...rest, hours });
    };
    const closed = Array.from({ length: 7 }, () => []);

    /** A talk that the team closes, and the hour after it. */
    const closeTalk = async (who: string) => {
      await side.says('Thank you for your help');
      const id = await eventually('the conversation', async () => {
        const { conversations } = await owner.ask<ListConversationsResult>(
          'GET',
          '/whatsapp/conversations?status=all&scope=all'
        );
        return conversations.find(({ contact }) => contact.phone === `+${who}`)?.id;
      });
      await owner.ask('PUT', `/whatsapp/conversations/${id}`, { status: 'closed' });
      await eventually('the hour is over', async () => {
        let moved = 0;
        await inDatabase(demo.database, async (knex) => {
          moved = await knex('whatsapp_bot_runs')
            .where({ state: 'waiting', waits_for: 'time' })
            .update({ next_at: Date.now() });
        });
        return moved > 0;
      });
      await onPhone(WORDS.survey.text).waitFor(soon);
    };

    const act = async (turn: Turn) => {
      // A message answers only what WhatsApp had taken in a second before it.
      await nextSecond();
      const last = phone.getByTestId('bubble').last();
      if ('says' in turn) await side.says(turn.says);
      else if ('press' in turn)
        await last.getByRole('button', { name: turn.press, exact: true }).click();
      else {
        await last.getByTestId('list-open').click();
        await phone.locator('.list-row').filter({ hasText: turn.row }).click();
        await phone.getByTestId('list-send').click();
      }
      await onPhone(turn.hears).waitFor(soon);
    };

    it.each(READY_FLOWS)('[B-16] %s is lived through by a customer', async (ready) => {
      const bot = await take(ready);
      const who = stranger(ready);
      const person = { name: 'Deniz Er', phone: who };
      await side.control('POST', '/people', { people: [person] });
      if (ready === 'hours')
        await setHours({ zone: 'Europe/Istanbul', week: closed, holidays: [] });
      await side.take(who);
      if (ready === 'survey') await closeTalk(who);
      const { turns, end } = TALKS[ready];
      for (const turn of turns) await act(turn);
      const run = await eventually('the end of its run', async () => {
        const { runs } = await owner.ask<ListRunsResult>('GET', `/whatsapp/bots/${bot.id}/runs`);
        return runs.find(({ state }) => state === 'done' || state === 'failed');
      });
      expect([run.state, run.reason]).toEqual(['done', end]);
      if (ready === 'hours') await setHours(null);
    });
  });
});
