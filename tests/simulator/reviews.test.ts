import { errorOf, startStage, until, wamidOf, type Json, type Stage } from './receiver';
import { body, deskOf, marketing } from './template-desk';

const HOUR = 3600_000;
const DAY = 24 * HOUR;

let stage: Stage;
beforeEach(async () => {
  stage = await startStage({ config: { templates: { reviewMs: 0 } } });
});
afterEach(() => stage.close());

const { create, node, verdicts } = deskOf(() => stage);

describe('reviewers', () => {
  it.each([
    ['Reply with your card number to confirm the order.', 'en_US', 'ABUSIVE_CONTENT'],
    ['Join now for a guaranteed profit every single month.', 'en_US', 'SCAM'],
    ['See what is new at https://bit.ly/abc today.', 'en_US', 'INVALID_FORMAT'],
    ['This is not Russian at all, not one word.', 'ru', 'TAG_CONTENT_MISMATCH'],
  ])('reject "%s" in %s for %s', async (text, language, reason) => {
    await create({ ...body(text), language });
    await until(() => verdicts().length === 1);
    expect(verdicts()[0]).toMatchObject({ event: 'REJECTED', reason });
    expect((verdicts()[0]?.['rejection_info'] as Json)['recommendation']).toEqual(
      expect.any(String)
    );
    expect(node('shipped')).toMatchObject({ status: 'REJECTED', rejected_reason: reason });
  });

  it('reject the words of another template in the same language', async () => {
    await create();
    await until(() => verdicts().length === 1);
    await create({ name: 'shipped_again' });
    await until(() => verdicts().length === 2);
    expect(verdicts()[1]).toMatchObject({ event: 'REJECTED', reason: 'INVALID_FORMAT' });
  });

  it('approve a utility template that sells as marketing, and tell the category', async () => {
    await create(body('Your parcel is on its way. Take 10% off your next order.'));
    await until(() => verdicts().length === 1);
    expect(verdicts()[0]).toMatchObject({
      event: 'APPROVED',
      message_template_category: 'MARKETING',
    });
    expect(stage.receiver.changes('template_category_update')[0]?.value).toMatchObject({
      previous_category: 'UTILITY',
      new_category: 'MARKETING',
    });
  });

  it('give 24 hours of notice before an approved template changes its category', async () => {
    const seconds = () => Math.floor(stage.sim.control.now() / 1000);
    const from = seconds();
    stage.sim.control.templates.announceCategory('order_ready', 'MARKETING', { language: 'tr' });
    const updates = () => stage.receiver.changes('template_category_update');
    await until(() => updates().length === 1);
    const update = updates()[0]?.value;
    expect(update).toMatchObject({ new_category: 'UTILITY', correct_category: 'MARKETING' });
    const announcedAt = Number(update?.['category_update_timestamp']) - 24 * 3600;
    expect(announcedAt).toBeGreaterThanOrEqual(from);
    expect(announcedAt).toBeLessThanOrEqual(seconds());
    stage.sim.control.advance(DAY - 60_000);
    await stage.call('GET', stage.pnid);
    await stage.sim.control.deliveries.idle();
    expect(updates()).toHaveLength(1);
    stage.sim.control.advance(120_000);
    await until(() => updates().length === 2);
    expect(updates()[1]?.value).toMatchObject({
      previous_category: 'UTILITY',
      new_category: 'MARKETING',
    });
  });

  it('see an edited template again, which then tells its new words', async () => {
    const id = String((await create()).body['id']);
    await until(() => verdicts().length === 1);
    await stage.call('POST', id, body('Your parcel has left our house today.'));
    await until(() => stage.receiver.changes('message_template_components_update').length === 1);
    expect(stage.receiver.changes('message_template_components_update')[0]?.value).toMatchObject({
      message_template_element: 'Your parcel has left our house today.',
      message_template_language: 'en_US',
    });
  });
});

describe('limits of templates', () => {
  it('refuse one more with 2388019 when the account is full', async () => {
    stage.sim.control.configure({ templates: { maxTemplates: 6 } });
    expect(errorOf(await create())).toMatchObject({ code: 100, error_subcode: 2388019 });
  });

  it('bound the time to live by category', async () => {
    const ttl = async (category: string, seconds: number): Promise<unknown> =>
      errorOf(
        await create({
          name: `t${category.toLowerCase()}`,
          category,
          message_send_ttl_seconds: seconds,
        })
      )['error_subcode'];
    expect(await ttl('UTILITY', 43_201)).toBe(2388040);
    expect(await ttl('MARKETING', 3600)).toBe(2388040);
    expect(await ttl('UTILITY', -1)).toBeUndefined();
    expect(await ttl('MARKETING', 43_200)).toBeUndefined();
  });

  it('let an approved template be edited ten times in 30 days', async () => {
    const id = String((await create()).body['id']);
    await until(() => verdicts().length === 1);
    for (let i = 0; i < 10; i += 1) {
      expect(
        (await stage.call('POST', id, body(`Your parcel number ${i} is on its way.`))).status
      ).toBe(200);
      await until(() => node('shipped')?.['status'] === 'APPROVED');
      stage.sim.control.advance(DAY + 1);
    }
    expect(stage.code(await stage.call('POST', id, body('Your parcel is late, sorry.')))).toBe(100);
    stage.sim.control.advance(21 * DAY);
    expect((await stage.call('POST', id, body('Your parcel is late, sorry.'))).status).toBe(200);
  });
});

describe('a template with bad quality', () => {
  it('is paused for three hours, then for six, then disabled', async () => {
    const { templates } = stage.sim.control;
    const own = (): Json[] =>
      verdicts().filter((value) => value['message_template_name'] === 'yeni_kavrum');
    const status = (name = 'yeni_kavrum') => node(name)?.['status'];
    // Webhooks may overtake each other, as Meta's do: each is waited for before the next.
    const approved = async (name?: string) => {
      await until(() => status(name) === 'APPROVED');
      await stage.sim.control.deliveries.idle();
    };
    templates.setQuality('yeni_kavrum', 'RED');
    expect(status()).toBe('PAUSED');
    await stage.sim.control.deliveries.idle();
    stage.sim.control.advance(3 * HOUR + 60_000);
    await approved();
    templates.setQuality('yeni_kavrum', 'RED');
    await stage.sim.control.deliveries.idle();
    // Another template in its first pause shows when three hours have passed.
    templates.setQuality('appointment_reminder', 'RED');
    stage.sim.control.advance(3 * HOUR + 60_000);
    await approved('appointment_reminder');
    expect(status()).toBe('PAUSED');
    stage.sim.control.advance(3 * HOUR);
    await approved();
    templates.setQuality('yeni_kavrum', 'RED');
    expect(status()).toBe('DISABLED');
    await until(() => own().length === 5);
    expect(
      own().map((value) => [value['event'], (value['other_info'] as Json | undefined)?.['title']])
    ).toEqual([
      ['PAUSED', 'FIRST_PAUSE'],
      ['APPROVED', 'UNPAUSE'],
      ['PAUSED', 'SECOND_PAUSE'],
      ['APPROVED', 'UNPAUSE'],
      ['DISABLED', 'DISABLED'],
    ]);
    expect(stage.receiver.changes('message_template_quality_update')).toHaveLength(4);
  });

  it('gets it from customers who block, and drags its number along', async () => {
    const { control } = stage.sim;
    control.configure({ quality: { follow: true, minSample: 10 } });
    control.templates.seed({
      name: 'news',
      language: 'en_US',
      category: 'MARKETING',
      ...body('Our news of the week.'),
    });
    const people = Array.from({ length: 10 }, (_, i) => `44770090010${String(i).padStart(2, '0')}`);
    for (const to of people) await stage.send(marketing(to));
    await until(
      () => stage.receiver.statuses().filter((s) => s['status'] === 'delivered').length === 10
    );
    await until(() => node('news')?.['quality_score'] !== undefined);
    expect((node('news')?.['quality_score'] as Json)['score']).toBe('GREEN');
    control.act.block(people[0] ?? '', true);
    expect(node('news')).toMatchObject({ status: 'PAUSED' });
    expect(control.numbers.list()[0]?.quality).toBe('RED');
    await until(() => stage.receiver.changes('phone_number_quality_update').length === 1);
    expect(stage.receiver.changes('phone_number_quality_update')[0]?.value).toMatchObject({
      event: 'FLAGGED',
    });
  });
});

describe('pacing', () => {
  const seed = async (): Promise<string[]> => {
    const { control } = stage.sim;
    control.configure({ pacing: { sample: 2, assessMs: HOUR }, quality: { follow: true } });
    control.templates.seed({
      name: 'news',
      language: 'en_US',
      category: 'MARKETING',
      ...body('Our news of the week.'),
    });
    const wamids: string[] = [];
    for (const to of ['447700900301', '447700900302', '447700900303', '447700900304']) {
      const answer = await stage.send(marketing(to));
      wamids.push(wamidOf(answer));
      const [message] = answer.body['messages'] as Json[];
      expect(message?.['message_status']).toBe(
        wamids.length > 2 ? 'held_for_quality_assessment' : 'accepted'
      );
    }
    await until(
      () => stage.receiver.statuses().filter((s) => s['status'] === 'delivered').length === 2
    );
    return wamids;
  };

  it('releases what it held when the first messages were taken well', async () => {
    const wamids = await seed();
    stage.sim.control.advance(HOUR);
    await until(() =>
      wamids.every((id) => (stage.sim.control.ledger.get(id)?.deliveredAt ?? 0) > 0)
    );
    expect(node('news')?.['status']).toBe('APPROVED');
  });

  it('drops it with 132015 and pauses the template when they were blocked, until unpaused by hand', async () => {
    const wamids = await seed();
    stage.sim.control.act.block('447700900301', true);
    stage.sim.control.advance(HOUR);
    await until(
      () =>
        wamids.filter((id) => stage.sim.control.ledger.get(id)?.failedCode === 132015).length === 2
    );
    expect(node('news')?.['status']).toBe('PAUSED');
    stage.sim.control.advance(7 * HOUR);
    expect(stage.code(await stage.send(marketing('447700900305')))).toBe(132015);
    expect((await stage.call('POST', `${String(node('news')?.['id'])}/unpause`)).body).toEqual({
      success: true,
    });
    expect((await stage.send(marketing('447700900305'))).status).toBe(200);
  });
});
